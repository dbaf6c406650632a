package io.microtape.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;

/**
 * Something that can be wrong in what is applied.
 *
 * @param name   what it is
 * @param plant  makes it so
 * @param seenAs a part of what the rules must say
 */
record Mistake(String name, Consumer<Resources> plant, String seenAs) {
    /** At a place of an object, as a JSON pointer, another value; null takes the place away. */
    static Mistake at(String name, String kind, String object, String pointer, Object value, String seenAs) {
        return new Mistake(name, resources -> put(resources.find(kind, object).orElseThrow(), pointer, value), seenAs);
    }

    /** The same in a service's first container. */
    static Mistake in(String name, String service, String pointer, Object value, String seenAs) {
        return at(name, "Deployment", service, "/spec/template/spec/containers/0" + pointer, value, seenAs);
    }

    static Mistake without(String kind, String object, String seenAs) {
        return new Mistake("no %s %s".formatted(kind, object), resources -> resources.all()
                .remove(resources.find(kind, object).orElseThrow()), seenAs);
    }

    @Override
    public String toString() {
        return name;
    }

    private static void put(ObjectNode object, String pointer, Object value) {
        int last = pointer.lastIndexOf('/');
        String field = pointer.substring(last + 1).replace("~1", "/");
        JsonNode parent = object.at(pointer.substring(0, last));
        switch (parent) {
            case ArrayNode list when value == null -> list.remove(Integer.parseInt(field));
            case ArrayNode list -> list.set(Integer.parseInt(field), node(value));
            case ObjectNode fields when value == null -> {
                if (fields.remove(field) == null) {
                    throw new IllegalArgumentException("there is no " + pointer);
                }
            }
            case ObjectNode fields -> fields.set(field, node(value));
            default -> throw new IllegalArgumentException("there is no " + pointer);
        }
    }

    private static JsonNode node(Object value) {
        return new com.fasterxml.jackson.databind.ObjectMapper().valueToTree(value);
    }

}
