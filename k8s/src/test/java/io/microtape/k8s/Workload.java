package io.microtape.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Something that makes pods. */
record Workload(ObjectNode object) {
    String name() {
        return Resources.name(object);
    }

    String title() {
        return Resources.title(object);
    }

    JsonNode pod() {
        return object.at("/spec/template/spec");
    }

    JsonNode labels() {
        return object.at("/spec/template/metadata/labels");
    }

    /** As stated, 1 when it is left out. */
    int replicas() {
        return object.at("/spec/replicas").asInt(1);
    }

    /** Those that run as long as the pod does. */
    List<JsonNode> mainContainers() {
        return Resources.each(pod().path("containers")).toList();
    }

    List<JsonNode> containers() {
        return Stream.concat(mainContainers().stream(), Resources.each(pod().path("initContainers"))).toList();
    }

    Set<Integer> ports() {
        return containers().stream().flatMap(container -> Resources.each(container.path("ports")))
                .map(port -> port.path("containerPort").asInt()).collect(Collectors.toSet());
    }

    /** The number of a port that is given as a name or a number; empty when no container has it. */
    OptionalInt port(JsonNode port) {
        return containers().stream().flatMap(container -> Resources.each(container.path("ports")))
                .filter(own -> port.isInt()
                        ? own.path("containerPort").asInt() == port.asInt()
                        : own.path("name").asText().equals(port.asText()))
                .mapToInt(own -> own.path("containerPort").asInt()).findFirst();
    }
}
