package io.microtape.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import io.kubernetes.client.custom.Quantity;
import java.util.List;
import java.util.function.Consumer;

/** How every pod runs: as nobody in particular, within bounds, under watch. */
final class PodPolicy {
    static final List<Rule> RULES = List.of(PodPolicy::identity, PodPolicy::host, PodPolicy::containers,
            PodPolicy::bounds, PodPolicy::probes, PodPolicy::images, PodPolicy::namespace);

    private PodPolicy() {}

    private static void identity(Resources resources, Consumer<String> complain) {
        for (Workload workload : resources.workloads()) {
            JsonNode security = workload.pod().path("securityContext");
            expect(security.path("runAsNonRoot").asBoolean(), workload, "may run as root", complain);
            expect(security.path("runAsUser").asInt() > 0, workload, "names no user but root", complain);
            expect(security.at("/seccompProfile/type").asText().equals("RuntimeDefault"), workload,
                    "has no seccomp profile", complain);
            expect(isFalse(workload.pod().path("automountServiceAccountToken")), workload,
                    "is given a token of the cluster's API", complain);
        }
        resources.of("ServiceAccount").filter(account -> !isFalse(account.path("automountServiceAccountToken")))
                .forEach(account -> complain.accept(Resources.title(account) + ": gives out its token"));
    }

    private static void host(Resources resources, Consumer<String> complain) {
        for (Workload workload : resources.workloads()) {
            for (String field : List.of("hostNetwork", "hostPID", "hostIPC", "hostPath", "hostPort")) {
                expect(workload.pod().findValues(field).isEmpty(), workload, "has " + field, complain);
            }
        }
    }

    private static void containers(Resources resources, Consumer<String> complain) {
        for (Workload workload : resources.workloads()) {
            for (JsonNode container : workload.containers()) {
                JsonNode security = container.path("securityContext");
                expect(isFalse(security.path("allowPrivilegeEscalation")), workload, "may gain privileges", complain);
                expect(!security.path("privileged").asBoolean(), workload, "is privileged", complain);
                expect(security.path("readOnlyRootFilesystem").asBoolean(), workload, "may write to its image",
                        complain);
                expect(Resources.texts(security.at("/capabilities/drop")).contains("ALL")
                        && security.at("/capabilities/add").isEmpty(), workload, "keeps capabilities", complain);
                expect(!security.has("runAsUser") && !security.has("runAsNonRoot"), workload,
                        "says twice as whom it runs", complain);
            }
        }
    }

    private static void bounds(Resources resources, Consumer<String> complain) {
        for (Workload workload : resources.workloads()) {
            for (JsonNode container : workload.containers()) {
                for (String resource : List.of("cpu", "memory", "ephemeral-storage")) {
                    JsonNode request = container.at("/resources/requests/" + resource);
                    JsonNode limit = container.at("/resources/limits/" + resource);
                    boolean fits = request.isTextual() && limit.isTextual()
                            && bytes(request).compareTo(bytes(limit)) <= 0;
                    expect(fits, workload, "has no request and limit of " + resource, complain);
                }
            }
        }
    }

    private static java.math.BigDecimal bytes(JsonNode quantity) {
        return Quantity.fromString(quantity.asText()).getNumber();
    }

    private static void probes(Resources resources, Consumer<String> complain) {
        for (Workload workload : resources.workloads()) {
            for (JsonNode container : workload.mainContainers()) {
                for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
                    expect(container.has(probe), workload, "has no " + probe, complain);
                }
                expect(!container.path("livenessProbe").toString().contains("/health/ready"), workload,
                        "is killed for what another does not answer", complain);
            }
        }
    }

    private static void images(Resources resources, Consumer<String> complain) {
        for (Workload workload : resources.workloads()) {
            for (JsonNode container : workload.containers()) {
                String image = container.path("image").asText();
                expect(image.matches("[^@]+:(?!latest$)[A-Za-z0-9._-]+(@sha256:[0-9a-f]{64})?"), workload,
                        "names no version of " + image, complain);
            }
        }
    }

    private static void namespace(Resources resources, Consumer<String> complain) {
        resources.of("Namespace")
                .filter(namespace -> !namespace.at("/metadata/labels/pod-security.kubernetes.io~1enforce").asText()
                        .equals("restricted"))
                .forEach(namespace -> complain.accept(Resources.title(namespace) + ": admits any pod"));
    }

    private static void expect(boolean holds, Workload workload, String complaint, Consumer<String> complain) {
        if (!holds) {
            complain.accept(workload.title() + ": " + complaint);
        }
    }

    /** Said, and false: what is left out is true for most of these. */
    private static boolean isFalse(JsonNode flag) {
        return flag.isBoolean() && !flag.asBoolean();
    }
}
