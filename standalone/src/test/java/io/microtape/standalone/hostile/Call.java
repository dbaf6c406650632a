package io.microtape.standalone.hostile;

import io.microtape.standalone.Contract;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * One call as the OpenAPI description has it, filled in with what the home has: so a call that is added later is tried without
 * a line here.
 *
 * @param query what it takes there, by name, each with a value that it needs or an empty one
 * @param body  the fields of its JSON body with a value of the right type; empty when it takes none
 */
record Call(String method, String path, List<String> places, Map<String, String> query, List<String> headers,
        Map<String, Object> body) {
    static List<Call> all(Contract contract, ServedHome home) {
        return contract.operations().stream().map(operation -> of(contract, operation, home)).toList();
    }

    private static Call of(Contract contract, String operation, ServedHome home) {
        String[] words = operation.split(" ", 2);
        JsonObject call = contract.document().getJsonObject("paths").getJsonObject(words[1])
                .getJsonObject(words[0].toLowerCase(Locale.ROOT));
        List<String> places = new ArrayList<>();
        List<String> headers = new ArrayList<>();
        Map<String, String> query = new LinkedHashMap<>();
        for (Object each : call.getJsonArray("parameters", new JsonArray())) {
            JsonObject parameter = resolved(contract, (JsonObject) each);
            String name = parameter.getString("name");
            switch (parameter.getString("in")) {
                case "path" -> places.add(name);
                case "header" -> headers.add(name);
                default -> query.put(name, name.equals("manifest") ? home.manifestId() : "");
            }
        }
        JsonObject content = resolved(contract, call.getJsonObject("requestBody", new JsonObject()))
                .getJsonObject("content", new JsonObject()).getJsonObject("application/json");
        Map<String, Object> body = content == null
                ? Map.of()
                : fields(contract, resolved(contract, content.getJsonObject("schema")), home);
        return new Call(words[0], words[1], places, query, headers, body);
    }

    /** The target of the request, with these path and query values in place of those of the home. */
    String target(ServedHome home, Map<String, String> otherPlaces, Map<String, String> otherQuery) {
        String filled = path;
        for (String place : places) {
            String segment = path.replaceAll(".*/([^/]+)/\\{" + place + "}.*", "$1");
            filled = filled.replace("{" + place + "}", otherPlaces.getOrDefault(place, home.known(segment, "none")));
        }
        var asked = new StringBuilder();
        BiConsumer<String, String> add = (name, value) -> asked.append(asked.isEmpty() ? '?' : '&').append(name)
                .append('=').append(value);
        query.forEach((name, value) -> {
            if (!value.isEmpty() && !otherQuery.containsKey(name)) {
                add.accept(name, value);
            }
        });
        otherQuery.forEach(add);
        return filled + asked;
    }

    private static Map<String, Object> fields(Contract contract, JsonObject schema, ServedHome home) {
        Map<String, Object> fields = new LinkedHashMap<>();
        JsonObject properties = schema.getJsonObject("properties", new JsonObject());
        for (String name : properties.fieldNames()) {
            fields.put(name, name.equals("manifest_id")
                    ? home.manifestId()
                    : value(resolved(contract, properties.getJsonObject(name))));
        }
        return fields;
    }

    private static Object value(JsonObject schema) {
        if (schema.containsKey("enum")) {
            return schema.getJsonArray("enum").getValue(0);
        }
        return switch (String.valueOf(schema.getValue("type"))) {
            case "integer", "number" -> 1;
            case "boolean" -> false;
            case "array" -> List.of();
            case "object" -> Map.of();
            default -> "none";
        };
    }

    private static JsonObject resolved(Contract contract, JsonObject value) {
        String reference = value.getString("$ref");
        if (reference == null) {
            return value;
        }
        String[] place = reference.split("/");
        return contract.components(place[place.length - 2]).getJsonObject(place[place.length - 1]);
    }
}
