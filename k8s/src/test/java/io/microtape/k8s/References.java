package io.microtape.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What names another object names one that is there. */
final class References {
    static final List<Rule> RULES = List.of(References::namespaces, References::workloads, References::services,
            References::probes, References::autoscalers, References::disruptionBudgets, References::ingresses);

    private References() {}

    private static void namespaces(Resources resources, Consumer<String> complain) {
        List<String> namespaces = resources.of("Namespace").map(Resources::name).toList();
        if (namespaces.size() != 1) {
            complain.accept("there are the namespaces %s and not one".formatted(namespaces));
            return;
        }
        resources.all().stream().filter(object -> !Resources.kind(object).equals("Namespace"))
                .filter(object -> !object.at("/metadata/namespace").asText().equals(namespaces.getFirst()))
                .forEach(object -> complain.accept(Resources.title(object) + ": is in another namespace"));
    }

    private static void workloads(Resources resources, Consumer<String> complain) {
        for (Workload workload : resources.workloads()) {
            if (!new Selector(workload.object().at("/spec/selector")).takes(workload.labels())) {
                complain.accept(workload.title() + ": its selector does not take its own pods");
            }
            long taken = new Selector(workload.object().at("/spec/selector")).of(resources).size();
            if (taken > 1) {
                complain.accept("%s: its selector takes the pods of %d workloads".formatted(workload.title(), taken));
            }
            String account = workload.pod().path("serviceAccountName").asText();
            if (resources.find("ServiceAccount", account).isEmpty()) {
                complain.accept("%s: there is no ServiceAccount '%s'".formatted(workload.title(), account));
            }
            JsonNode headless = workload.object().at("/spec/serviceName");
            if (!headless.isMissingNode() && resources.find("Service", headless.asText()).isEmpty()) {
                complain.accept("%s: there is no Service %s".formatted(workload.title(), headless));
            }
            Stream.concat(workload.pod().findValues("labelSelector").stream(), Stream.empty())
                    .filter(selector -> !new Selector(selector).takes(workload.labels()))
                    .forEach(selector -> complain
                            .accept("%s: %s is not about its own pods".formatted(workload.title(), selector)));
        }
    }

    private static void services(Resources resources, Consumer<String> complain) {
        resources.of("Service").forEach(service -> {
            List<Workload> taken = resources.workloads().stream()
                    .filter(workload -> Selector.pairs(service.at("/spec/selector"), workload.labels())).toList();
            if (taken.isEmpty() || service.at("/spec/selector").isEmpty()) {
                complain.accept(Resources.title(service) + ": its selector takes no pods");
            }
            for (JsonNode port : Resources.each(service.at("/spec/ports")).toList()) {
                taken.stream().filter(workload -> workload.port(port.path("targetPort")).isEmpty())
                        .forEach(workload -> complain.accept("%s: %s has no port %s".formatted(
                                Resources.title(service), workload.title(), port.path("targetPort"))));
            }
        });
    }

    private static void probes(Resources resources, Consumer<String> complain) {
        for (Workload workload : resources.workloads()) {
            for (JsonNode container : workload.containers()) {
                for (String kind : List.of("httpGet", "tcpSocket")) {
                    container.findValues(kind).stream().map(probe -> probe.path("port"))
                            .filter(port -> workload.port(port).isEmpty())
                            .forEach(port -> complain.accept("%s: a probe asks port %s, which no container has"
                                    .formatted(workload.title(), port)));
                }
            }
        }
    }

    private static void autoscalers(Resources resources, Consumer<String> complain) {
        resources.of("HorizontalPodAutoscaler").forEach(scaler -> {
            JsonNode target = scaler.at("/spec/scaleTargetRef");
            Optional<Workload> workload = resources.find(target.path("kind").asText(), target.path("name").asText())
                    .map(Workload::new);
            if (workload.isEmpty()) {
                complain.accept("%s: there is no %s".formatted(Resources.title(scaler), target));
            } else if (workload.get().object().at("/spec").has("replicas")) {
                complain.accept("%s: has a number of its own, which each apply would bring back beside %s"
                        .formatted(workload.get().title(), Resources.title(scaler)));
            }
            if (scaler.at("/spec/minReplicas").asInt() >= scaler.at("/spec/maxReplicas").asInt()) {
                complain.accept(Resources.title(scaler) + ": cannot scale");
            }
        });
    }

    private static void disruptionBudgets(Resources resources, Consumer<String> complain) {
        resources.of("PodDisruptionBudget").forEach(budget -> {
            List<Workload> taken = new Selector(budget.at("/spec/selector")).of(resources);
            if (taken.size() != 1) {
                complain.accept("%s: takes the pods of %d workloads".formatted(Resources.title(budget), taken.size()));
            } else if (!taken.getFirst().object().at("/spec/replicas").isMissingNode()
                    && budget.at("/spec/minAvailable").asInt() >= taken.getFirst().replicas()) {
                complain.accept(Resources.title(budget) + ": never lets a pod go");
            }
        });
    }

    private static void ingresses(Resources resources, Consumer<String> complain) {
        resources.of("Ingress").forEach(ingress -> {
            for (JsonNode backend : ingress.findValues("backend")) {
                JsonNode service = backend.path("service");
                boolean there = resources.find("Service", service.path("name").asText()).stream()
                        .flatMap(found -> Resources.each(found.at("/spec/ports")))
                        .anyMatch(port -> port.path("name").equals(service.at("/port/name"))
                                || port.path("port").equals(service.at("/port/number")));
                if (!there) {
                    complain.accept("%s: there is no %s".formatted(Resources.title(ingress), service));
                }
            }
            List<String> covered = ingress.at("/spec/tls").findValues("hosts").stream()
                    .flatMap(hosts -> Resources.texts(hosts).stream()).toList();
            Resources.each(ingress.at("/spec/rules")).map(rule -> rule.path("host").asText())
                    .filter(host -> !covered.contains(host))
                    .forEach(host -> complain.accept("%s: '%s' has no TLS".formatted(Resources.title(ingress), host)));
        });
    }
}
