package io.microtape.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.SchemaRepository;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** An OpenAPI document that answers are held to; it remembers which of the answers it describes were seen. */
public final class Contract {
    private static final String LOCAL = "#/components/schemas/";
    private static final String SCHEMAS = "http://microtape/schemas/";

    private final JsonObject document;
    private final SchemaRepository schemas = SchemaRepository.create(new JsonSchemaOptions()
            .setBaseUri("http://microtape").setDraft(Draft.DRAFT202012).setOutputFormat(OutputFormat.Basic));
    private final Set<String> seen = new TreeSet<>();

    public Contract(String yaml) {
        document = new JsonObject(Json.encode(new Load(LoadSettings.builder().build()).loadFromString(yaml)));
        JsonObject shared = components("schemas");
        shared.fieldNames().forEach(name -> schemas.dereference(SCHEMAS + name, schema(shared.getJsonObject(name))));
    }

    public JsonObject document() {
        return document;
    }

    public JsonObject components(String kind) {
        return document.getJsonObject("components").getJsonObject(kind);
    }

    /** Every operation, {@code GET /path/{id}}. */
    public Set<String> operations() {
        JsonObject paths = document.getJsonObject("paths");
        return paths.fieldNames().stream().flatMap(path -> paths.getJsonObject(path).fieldNames().stream()
                .map(method -> method.toUpperCase(Locale.ROOT) + " " + path))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Every answer that is described, {@code GET /path/{id} 200}, and was not seen yet. */
    Set<String> unseen() {
        Set<String> unseen = operations().stream().flatMap(operation -> operation(operation).getJsonObject("responses")
                .fieldNames().stream().map(status -> operation + " " + status))
                .collect(Collectors.toCollection(TreeSet::new));
        unseen.removeAll(seen);
        return unseen;
    }

    /** Holds an answer to what is described; {@code body} is JSON when the content type says so. */
    void check(String operation, int status, String contentType, String body) {
        JsonObject response = resolved(operation(operation).getJsonObject("responses")
                .getJsonObject(Integer.toString(status)), "responses");
        assertThat(response).as("%s may answer %d: %s", operation, status, body).isNotNull();
        seen.add(operation + " " + status);
        if (!response.containsKey("content")) {
            return;
        }
        String type = contentType.replaceFirst(";.*", "");
        JsonObject content = response.getJsonObject("content").getJsonObject(type);
        assertThat(content).as("%s %d may be %s", operation, status, type).isNotNull();
        if (type.endsWith("json")) {
            valid(operation + " " + status, content.getJsonObject("schema"), Json.decodeValue(body));
        }
    }

    /** Holds the body of a request to what is described. */
    void checkRequest(String operation, String body) {
        valid(operation, operation(operation).getJsonObject("requestBody").getJsonObject("content")
                .getJsonObject("application/json").getJsonObject("schema"), Json.decodeValue(body));
    }

    /** Holds every example of a shared schema to it. */
    void checkExamples() {
        JsonObject shared = components("schemas");
        for (String name : shared.fieldNames()) {
            for (Object example : shared.getJsonObject(name).getJsonArray("examples", new JsonArray())) {
                valid("example of " + name, new JsonObject(Map.of("$ref", LOCAL + name)), example);
            }
        }
    }

    private void valid(String what, JsonObject schema, Object value) {
        OutputUnit result = schemas.validator(schema(schema)).validate(value);
        assertThat(result.getValid()).as("%s: %s%n%s", what, result.getErrors(), value).isTrue();
    }

    private JsonObject operation(String operation) {
        String[] parts = operation.split(" ", 2);
        JsonObject path = document.getJsonObject("paths").getJsonObject(parts[1]);
        assertThat(path).as("%s is described", operation).isNotNull();
        return path.getJsonObject(parts[0].toLowerCase(Locale.ROOT));
    }

    private JsonObject resolved(JsonObject value, String kind) {
        String reference = value == null ? null : value.getString("$ref");
        return reference == null
                ? value
                : components(kind).getJsonObject(reference.substring(reference.lastIndexOf('/') + 1));
    }

    private static JsonSchema schema(JsonObject described) {
        return JsonSchema.of(new JsonObject(described.encode().replace("\"" + LOCAL, "\"" + SCHEMAS)));
    }
}
