package io.microtape.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The rules see what they are for: each mistake is planted alone, and something must be said about it. */
class PlantedMistakesTest {
    private static final String POD = "/spec/template/spec";
    private static final Object HOST_PATH = Map.of("name", "scratch", "hostPath", Map.of("path", "/tmp"));

    static final List<Mistake> IN_DEV = List.of(
            Mistake.in("a field that there is not", "status-service", "/imagePullPolice", "Always", "imagePullPolice"),
            Mistake.in("a probe without a port", "status-service", "/livenessProbe/httpGet/port", null, "port"),
            Mistake.at("a kind that there is not", "Service", "status-service", "/apiVersion", "v2", "v2 is none of"),
            Mistake.at("two objects of one name", "Service", "status-service", "/metadata/name", "manifest-service",
                    "is there twice"),
            Mistake.at("another namespace", "Service", "status-service", "/metadata/namespace", "default",
                    "another namespace"),
            Mistake.at("a workload that selects no pod of its own", "Deployment", "status-service",
                    "/spec/selector/matchLabels/app.kubernetes.io~1name", "status", "does not take its own pods"),
            Mistake.at("a workload that selects the pods of others", "Deployment", "status-service",
                    "/spec/selector/matchLabels/app.kubernetes.io~1name", null, "takes the pods of"),
            Mistake.at("a Service that selects nobody", "Service", "status-service",
                    "/spec/selector/app.kubernetes.io~1name", "status", "takes no pods"),
            Mistake.at("a Service to a port that there is not", "Service", "status-service",
                    "/spec/ports/0/targetPort", "web", "has no port \"web\""),
            Mistake.at("a Service to a number that nobody listens at", "Service", "microtape-cluster",
                    "/spec/ports/0/targetPort", 5801, "has no port 5801"),
            Mistake.in("a probe to a port that there is not", "status-service", "/livenessProbe/httpGet/port", "web",
                    "which no container has"),
            Mistake.at("an account that there is not", "Deployment", "status-service", POD + "/serviceAccountName",
                    "status", "no ServiceAccount"),
            Mistake.at("settings that there are not", "Deployment", "status-service",
                    POD + "/volumes/0/configMap/name", "settings", "no ConfigMap"),
            Mistake.at("a claim that there is not", "Deployment", "manifest-service",
                    POD + "/volumes/1/persistentVolumeClaim/claimName", "manifests", "no PersistentVolumeClaim"),
            Mistake.at("two pods at a disk for one", "Deployment", "manifest-service", "/spec/replicas", 2,
                    "not ReadWriteMany"),
            Mistake.at("a disk for one while another pod comes", "Deployment", "manifest-service",
                    "/spec/strategy/type", "RollingUpdate", "not ReadWriteMany"),
            Mistake.in("a mount without a volume", "status-service", "/volumeMounts/2/name", "temporary",
                    "not both there and mounted"),
            Mistake.in("two volumes at one place", "status-service", "/volumeMounts/2/mountPath", "/etc/microtape",
                    "mounts two volumes"),
            Mistake.at("a folder without an end", "Deployment", "status-service",
                    POD + "/volumes/2/emptyDir/sizeLimit", null, "fill the machine's disk"),
            Mistake.without("NetworkPolicy", "nothing-else", "denies what the others do not name"),
            Mistake.without("NetworkPolicy", "cluster", "cannot reach"),
            Mistake.without("NetworkPolicy", "to-the-ledger", "cannot reach microtape-ledger"),
            Mistake.at("everybody at the ledger", "NetworkPolicy", "ledger", "/spec/ingress/0/from/0/podSelector",
                    Map.of(), "is for everybody"),
            Mistake.at("a policy about nobody", "NetworkPolicy", "ledger", "/spec/podSelector/matchLabels",
                    Map.of("app", "postgres"), "is about no pods"),
            Mistake.at("a policy for another port", "NetworkPolicy", "ledger", "/spec/ingress/0/ports/0/port", 5433,
                    "has no port 5433"),
            Mistake.at("a policy for every port", "NetworkPolicy", "ledger", "/spec/ingress/0/ports", null,
                    "opens every port"),
            Mistake.at("root", "Deployment", "status-service", POD + "/securityContext/runAsUser", 0,
                    "no user but root"),
            Mistake.at("perhaps root", "Deployment", "status-service", POD + "/securityContext/runAsNonRoot", null,
                    "may run as root"),
            Mistake.at("no seccomp profile", "StatefulSet", "microtape-ledger", POD + "/securityContext/seccompProfile",
                    null, "seccomp"),
            Mistake.in("privileges", "status-service", "/securityContext/privileged", true, "is privileged"),
            Mistake.in("a way to privileges", "status-service", "/securityContext/allowPrivilegeEscalation", null,
                    "may gain privileges"),
            Mistake.in("capabilities", "status-service", "/securityContext/capabilities/drop", List.of("NET_RAW"),
                    "keeps capabilities"),
            Mistake.in("a writable image", "status-service", "/securityContext/readOnlyRootFilesystem", false,
                    "may write to its image"),
            Mistake.at("a writable image of an init container", "Deployment", "downloader-service",
                    POD + "/initContainers/0/securityContext/readOnlyRootFilesystem", null, "may write to its image"),
            Mistake.at("the machine's network", "Deployment", "status-service", POD + "/hostNetwork", true,
                    "has hostNetwork"),
            Mistake.at("the machine's disk", "Deployment", "status-service", POD + "/volumes/2", HOST_PATH,
                    "has hostPath"),
            Mistake.at("a token of the API", "Deployment", "status-service", POD + "/automountServiceAccountToken",
                    null,
                    "token of the cluster's API"),
            Mistake.in("no limit of memory", "status-service", "/resources/limits/memory", null, "limit of memory"),
            Mistake.in("more asked for than allowed", "status-service", "/resources/requests/memory", "9Gi",
                    "limit of memory"),
            Mistake.in("no readiness", "status-service", "/readinessProbe", null, "has no readinessProbe"),
            Mistake.in("killed while the ledger is away", "status-service", "/livenessProbe/httpGet/path",
                    "/health/ready", "what another does not answer"),
            Mistake.in("the latest image", "status-service", "/image", "microtape/status-service:latest",
                    "names no version"),
            Mistake.in("an image without a version", "status-service", "/image", "registry:5000/status-service",
                    "names no version"),
            Mistake.at("a namespace that admits any pod", "Namespace", "microtape-dev",
                    "/metadata/labels/pod-security.kubernetes.io~1enforce", "baseline", "admits any pod"),
            Mistake.in("a secret written down", "downloader-service", "/env/2",
                    Map.of("name", "AWS_ACCESS_KEY_ID", "value", "AKIA"), "is written down"),
            Mistake.in("a secret among the arguments", "status-service", "/args/6", "ledger.password=abc",
                    "a secret stands in"),
            Mistake.in("a Secret that nobody makes", "downloader-service", "/env/2/valueFrom/secretKeyRef/name", "aws",
                    "no command of docs/kubernetes.md makes"),
            Mistake.in("a key that nobody makes", "downloader-service", "/env/2/valueFrom/secretKeyRef/key", "id",
                    "no command of docs/kubernetes.md makes"),
            Mistake.at("a Secret among the rest", "ConfigMap", "microtape-alerts", "/kind", "Secret",
                    "is written down"),
            Mistake.in("a setting that there is not", "status-service", "/args/6", "cluster.hosts=$(POD_IP)", "hosts"),
            Mistake.in("an address that is not filled in", "status-service", "/args/6", "cluster.host=$(POD_IPS)",
                    "reach it at"),
            Mistake.in("another port of the cluster", "status-service", "/args/6", "cluster.port=5801",
                    "its settings say 5801"),
            Mistake.in("a member that joins nobody", "status-service", "/args/0", "--json", "joins nobody"),
            Mistake.in("a settings file that there is not", "status-service", "/args/2", "/etc/microtape/conf.yaml",
                    "there is no file"),
            Mistake.at("members that are listed once they are ready", "Service", "microtape-cluster",
                    "/spec/publishNotReadyAddresses", null, "no headless Service"),
            Mistake.at("a ledger that there is not", "Service", "microtape-ledger", "/metadata/name", "ledger",
                    "nothing answers at"),
            Mistake.at("an end before the captures are given back", "Deployment", "downloader-service",
                    POD + "/terminationGracePeriodSeconds", 20, "is killed before"));

    static final List<Mistake> IN_PROD = List.of(
            Mistake.without("PodDisruptionBudget", "downloader-service", "evicted at once"),
            Mistake.at("a budget about nobody", "PodDisruptionBudget", "status-service",
                    "/spec/selector/matchLabels/app.kubernetes.io~1name", "status", "of 0 workloads"),
            Mistake.at("a budget that never lets go", "PodDisruptionBudget", "status-service", "/spec/minAvailable", 2,
                    "never lets a pod go"),
            Mistake.at("pods together on one machine", "Deployment", "status-service", POD + "/affinity", null,
                    "on one machine"),
            Mistake.at("apart from others and not from each other", "Deployment", "status-service",
                    POD + "/topologySpreadConstraints/0/labelSelector/matchLabels/app.kubernetes.io~1name", "manifest",
                    "not about its own pods"),
            Mistake.at("one pod", "Deployment", "status-service", "/spec/replicas", 1, "is one pod"),
            Mistake.at("an autoscaler of nobody", "HorizontalPodAutoscaler", "downloader-service",
                    "/spec/scaleTargetRef/name", "downloader", "there is no"),
            Mistake.at("an autoscaler that each apply undoes", "Deployment", "downloader-service", "/spec/replicas", 3,
                    "has a number of its own"),
            Mistake.at("an autoscaler by CPU", "HorizontalPodAutoscaler", "downloader-service", "/spec/metrics/0",
                    Map.of("type", "Resource", "resource",
                            Map.of("name", "cpu", "target", Map.of("type", "Utilization", "averageUtilization", 80))),
                    "says nothing about the work"),
            Mistake.at("an Ingress to nobody", "Ingress", "microtape",
                    "/spec/rules/0/http/paths/0/backend/service/name", "manifests", "there is no"),
            Mistake.at("an Ingress to a port that there is not", "Ingress", "microtape",
                    "/spec/rules/0/http/paths/0/backend/service/port/name", "https", "there is no"),
            Mistake.at("an Ingress to the wrong service", "Ingress", "microtape", "/spec/rules/0/http/paths/0/path",
                    "/api/v1/manifest", "is answered by"),
            Mistake.at("a host without TLS", "Ingress", "microtape", "/spec/tls/0/hosts",
                    List.of("other.example.com"), "has no TLS"),
            Mistake.at("a disk for one and two pods", "PersistentVolumeClaim", "microtape-home",
                    "/spec/accessModes", List.of("ReadWriteOnce"), "not ReadWriteMany"));

    private static Resources dev;
    private static Resources prod;

    @BeforeAll
    static void both_overlays() throws Exception {
        assumeTrue(Kustomization.isInstalled(), Kustomization.NEEDED);
        dev = Resources.parse(Kustomization.overlay("dev"));
        prod = Resources.parse(Kustomization.overlay("prod"));
    }

    @ParameterizedTest
    @FieldSource("IN_DEV")
    void a_mistake_in_development_is_seen(Mistake mistake) {
        is_seen(dev.copy(), mistake, Rule.ALL);
    }

    @ParameterizedTest
    @FieldSource("IN_PROD")
    void a_mistake_in_production_is_seen(Mistake mistake) {
        is_seen(prod.copy(), mistake,
                Stream.concat(Rule.ALL.stream(), Production.RULES.stream()).toList());
    }

    @Test
    void a_key_that_comes_twice_is_refused() {
        assertThatThrownBy(() -> Resources.parse("kind: Service\nmetadata: {}\nkind: Pod\n"))
                .hasMessageContaining("duplicate key kind");
    }

    @Test
    void development_is_not_production() {
        assertThat(Rule.complaints(dev, Production.RULES)).hasSizeGreaterThan(8);
    }

    private static void is_seen(Resources resources, Mistake mistake, List<Rule> rules) {
        mistake.plant().accept(resources);
        assertThat(Rule.complaints(resources, rules)).anySatisfy(said -> assertThat(said).contains(mistake.seenAs()));
    }
}
