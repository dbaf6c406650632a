package io.microtape.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** All that one overlay applies, as trees that a test may change. */
record Resources(List<ObjectNode> all) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> WORKLOADS = Set.of("Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob");

    /** Refuses a key that comes twice. */
    static Resources parse(String yaml) {
        List<ObjectNode> all = new ArrayList<>();
        new Load(LoadSettings.builder().setAllowDuplicateKeys(false).build()).loadAllFromString(yaml)
                .forEach(document -> all.add(JSON.valueToTree(document)));
        return new Resources(all);
    }

    Resources copy() {
        return new Resources(new ArrayList<>(all.stream().map(ObjectNode::deepCopy).toList()));
    }

    Stream<ObjectNode> of(String kind) {
        return all.stream().filter(object -> kind(object).equals(kind));
    }

    Optional<ObjectNode> find(String kind, String name) {
        return of(kind).filter(object -> name(object).equals(name)).findFirst();
    }

    List<Workload> workloads() {
        return all.stream().filter(object -> WORKLOADS.contains(kind(object))).map(Workload::new).toList();
    }

    /** Those of the project itself, without stores that an overlay brings along. */
    List<Workload> services() {
        return workloads().stream().filter(workload -> workload.labels().has("microtape.io/member")).toList();
    }

    static String kind(JsonNode object) {
        return object.path("kind").asText();
    }

    static String name(JsonNode object) {
        return object.at("/metadata/name").asText();
    }

    /** How a complaint calls an object. */
    static String title(JsonNode object) {
        return kind(object) + " " + name(object);
    }

    static Stream<JsonNode> each(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    static List<String> texts(JsonNode list) {
        return each(list).map(JsonNode::asText).toList();
    }
}
