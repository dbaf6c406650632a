package io.microtape.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Consumer;

/** What holds where the loss of a machine must not stop the work. */
final class Production {
    static final List<Rule> RULES = List.of(Production::many, Production::apart, Production::evictions,
            Production::work, Production::door, Production::nothingBesides);

    private Production() {}

    private static void many(Resources resources, Consumer<String> complain) {
        for (Workload workload : resources.services()) {
            int least = resources.of("HorizontalPodAutoscaler")
                    .filter(scaler -> scaler.at("/spec/scaleTargetRef/name").asText().equals(workload.name()))
                    .mapToInt(scaler -> scaler.at("/spec/minReplicas").asInt()).findFirst().orElse(workload.replicas());
            // A build is known to the one that does it.
            if (least < 2 && !workload.name().equals("manifest-service")) {
                complain.accept(workload.title() + ": is one pod");
            }
        }
    }

    private static void apart(Resources resources, Consumer<String> complain) {
        for (Workload workload : resources.services()) {
            String own = workload.name();
            boolean machines = workload.pod().at("/affinity/podAntiAffinity").findValues("topologyKey").stream()
                    .anyMatch(key -> key.asText().equals("kubernetes.io/hostname"));
            boolean zones = workload.pod().path("topologySpreadConstraints").findValues("topologyKey").stream()
                    .anyMatch(key -> key.asText().equals("topology.kubernetes.io/zone"));
            if (!machines || !zones) {
                complain.accept("%s: its pods may all be on one machine or in one zone".formatted(own));
            }
        }
    }

    private static void evictions(Resources resources, Consumer<String> complain) {
        for (Workload workload : resources.services()) {
            boolean held = resources.of("PodDisruptionBudget").map(budget -> new Selector(budget.at("/spec/selector")))
                    .anyMatch(selector -> selector.takes(workload.labels()));
            if (!held) {
                complain.accept(workload.title() + ": all of its pods may be evicted at once");
            }
        }
    }

    private static void work(Resources resources, Consumer<String> complain) {
        resources.of("HorizontalPodAutoscaler").forEach(scaler -> Resources.each(scaler.at("/spec/metrics"))
                .filter(metric -> !metric.path("type").asText().equals("External"))
                .forEach(metric -> complain.accept("%s: goes by %s, which says nothing about the work that waits"
                        .formatted(Resources.title(scaler), metric))));
    }

    private static void door(Resources resources, Consumer<String> complain) {
        for (Door door : Door.ALL) {
            List<JsonNode> paths = resources.of("Ingress").flatMap(ingress -> ingress.findValues("paths").stream())
                    .flatMap(Resources::each).toList();
            String service = paths.stream().filter(path -> door.isUnder(path.path("path").asText()))
                    .max(java.util.Comparator.comparingInt(path -> path.path("path").asText().length()))
                    .map(path -> path.at("/backend/service/name").asText()).orElse("nobody");
            if (!service.equals(door.service())) {
                complain.accept("Ingress: %s is answered by %s".formatted(door.path(), service));
            }
        }
    }

    /** A path that somebody asks for, and who answers. */
    private record Door(String path, String service) {
        static final List<Door> ALL = List.of(new Door("/api/v1/manifests/core/events", "manifest-service"),
                new Door("/api/v1/builds", "manifest-service"), new Door("/api/v1/runs/7/pause", "manifest-service"),
                new Door("/api/v1/coverage", "status-service"), new Door("/api/v1/live", "status-service"),
                new Door("/assets/page/nav.js", "status-service"), new Door("/", "status-service"));

        boolean isUnder(String prefix) {
            return prefix.equals("/") || path.equals(prefix) || path.startsWith(prefix + "/");
        }
    }

    private static void nothingBesides(Resources resources, Consumer<String> complain) {
        resources.workloads().stream().filter(workload -> !resources.services().contains(workload))
                .forEach(workload -> complain.accept(workload.title() + ": is for development"));
        resources.services().stream().filter(workload -> workload.pod().has("initContainers"))
                .forEach(workload -> complain.accept(workload.title() + ": brings a container for development"));
    }
}
