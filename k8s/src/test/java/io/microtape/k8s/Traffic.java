package io.microtape.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The NetworkPolicies together let through what the services need, and between pods nothing else. */
final class Traffic {
    static final List<Rule> RULES = List.of(Traffic::closed, Traffic::peers, Traffic::needed, Traffic::nothingElse);
    private static final List<String> NEITHER_WAY = List.of("Ingress", "Egress");

    private static final Set<Integer> CLUSTER = Set.of(5701, 5702);
    private static final int HTTP = 8080;

    private Traffic() {}

    /** What one pod asks of another. */
    private record Flow(String from, String to, int port) {}

    private static void closed(Resources resources, Consumer<String> complain) {
        boolean all = resources.of("NetworkPolicy").map(policy -> policy.path("spec"))
                .anyMatch(spec -> spec.path("podSelector").isEmpty()
                        && Resources.texts(spec.path("policyTypes")).containsAll(NEITHER_WAY)
                        && spec.path("ingress").isEmpty() && spec.path("egress").isEmpty());
        if (!all) {
            complain.accept("no NetworkPolicy denies what the others do not name");
        }
    }

    private static void peers(Resources resources, Consumer<String> complain) {
        resources.of("NetworkPolicy").forEach(policy -> {
            JsonNode spec = policy.path("spec");
            List<Workload> about = new Selector(spec.path("podSelector")).of(resources);
            if (about.isEmpty()) {
                complain.accept(Resources.title(policy) + ": is about no pods");
            }
            for (JsonNode rule : Resources.each(spec.path("ingress")).toList()) {
                ports(policy, rule, about, complain);
                Resources.each(rule.path("from")).forEach(peer -> peer(resources, policy, peer, complain));
            }
            for (JsonNode rule : Resources.each(spec.path("egress")).toList()) {
                for (JsonNode peer : Resources.each(rule.path("to")).toList()) {
                    peer(resources, policy, peer, complain);
                    if (within(peer)) {
                        ports(policy, rule, new Selector(peer.path("podSelector")).of(resources), complain);
                    }
                }
            }
        });
    }

    private static void ports(JsonNode policy, JsonNode rule, List<Workload> pods, Consumer<String> complain) {
        if (rule.path("ports").isEmpty()) {
            complain.accept(Resources.title(policy) + ": opens every port");
        }
        for (JsonNode port : rule.path("ports").findValues("port")) {
            pods.stream().filter(workload -> workload.port(port).isEmpty()).forEach(workload -> complain
                    .accept("%s: %s has no port %s".formatted(Resources.title(policy), workload.title(), port)));
        }
    }

    private static void peer(Resources resources, JsonNode policy, JsonNode peer, Consumer<String> complain) {
        if (within(peer) && peer.path("podSelector").isEmpty()) {
            complain.accept(Resources.title(policy) + ": is for everybody");
        }
        if (within(peer) && new Selector(peer.path("podSelector")).of(resources).isEmpty()) {
            complain.accept("%s: there are no pods %s".formatted(Resources.title(policy), peer));
        }
    }

    /** Whether a peer is of the same namespace. */
    private static boolean within(JsonNode peer) {
        return peer.has("podSelector") && !peer.has("namespaceSelector");
    }

    private static void needed(Resources resources, Consumer<String> complain) {
        for (Flow flow : flows(resources)) {
            if (!open(resources, flow)) {
                complain.accept("%s cannot reach %s at %d".formatted(flow.from(), flow.to(), flow.port()));
            }
        }
    }

    private static void nothingElse(Resources resources, Consumer<String> complain) {
        Set<Flow> needed = Set.copyOf(flows(resources));
        for (Workload from : resources.workloads()) {
            for (Workload to : resources.workloads()) {
                to.ports().stream().map(port -> new Flow(from.name(), to.name(), port))
                        .filter(flow -> !needed.contains(flow) && open(resources, flow))
                        .forEach(flow -> complain.accept("%s may reach %s at %d, and has no need to"
                                .formatted(flow.from(), flow.to(), flow.port())));
            }
        }
    }

    private static List<Flow> flows(Resources resources) {
        List<String> members = resources.services().stream().map(Workload::name).toList();
        return members.stream().flatMap(from -> resources.workloads().stream()
                .flatMap(to -> to.ports().stream().filter(port -> switch (to.name()) {
                    case "manifest-service" ->
                        CLUSTER.contains(port) || (port == HTTP && from.equals("status-service"));
                    case "downloader-service", "status-service" -> CLUSTER.contains(port);
                    case "microtape-ledger" -> !from.equals("downloader-service");
                    default -> true;
                }).map(port -> new Flow(from, to.name(), port)))).toList();
    }

    private static boolean open(Resources resources, Flow flow) {
        Workload from = workload(resources, flow.from());
        Workload to = workload(resources, flow.to());
        return lets(resources, from, to, flow.port(), "egress", "to")
                && lets(resources, to, from, flow.port(), "ingress", "from");
    }

    private static Workload workload(Resources resources, String name) {
        return resources.workloads().stream().filter(workload -> workload.name().equals(name)).findFirst()
                .orElseThrow();
    }

    private static boolean lets(Resources resources, Workload own, Workload other, int port, String way, String side) {
        return resources.of("NetworkPolicy").map(policy -> policy.path("spec"))
                .filter(spec -> new Selector(spec.path("podSelector")).takes(own.labels()))
                .flatMap(spec -> Resources.each(spec.path(way)))
                .filter(rule -> rule.path("ports").findValues("port").stream()
                        .anyMatch(each -> each.asInt() == port))
                .flatMap(rule -> Resources.each(rule.path(side)))
                .anyMatch(peer -> within(peer) && new Selector(peer.path("podSelector")).takes(other.labels()));
    }
}
