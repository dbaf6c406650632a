package io.microtape.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Which labels a selector takes, as the API server decides it. */
record Selector(JsonNode selector) {
    /** A selector with {@code matchLabels} and {@code matchExpressions}; an empty one takes all. */
    boolean takes(JsonNode labels) {
        return pairs(selector.path("matchLabels"), labels)
                && Resources.each(selector.path("matchExpressions")).allMatch(expression -> holds(expression, labels));
    }

    /** A bare map of labels, as a Service has. */
    static boolean pairs(JsonNode wanted, JsonNode labels) {
        return wanted.properties().stream()
                .allMatch(label -> labels.path(label.getKey()).asText().equals(label.getValue().asText())
                        && labels.has(label.getKey()));
    }

    List<Workload> of(Resources resources) {
        return resources.workloads().stream().filter(workload -> takes(workload.labels())).toList();
    }

    private static boolean holds(JsonNode expression, JsonNode labels) {
        String key = expression.path("key").asText();
        boolean listed = labels.has(key)
                && Resources.texts(expression.path("values")).contains(labels.path(key).asText());
        return switch (expression.path("operator").asText()) {
            case "In" -> listed;
            case "NotIn" -> !listed;
            case "Exists" -> labels.has(key);
            case "DoesNotExist" -> !labels.has(key);
            default -> false;
        };
    }
}
