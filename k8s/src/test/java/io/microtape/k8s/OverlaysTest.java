package io.microtape.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both overlays, as {@code kubectl apply -k} would send them. */
class OverlaysTest {
    @BeforeEach
    void there_is_a_kustomize() {
        assumeTrue(Kustomization.isInstalled(), Kustomization.NEEDED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "prod"})
    void every_rule_holds(String overlay) throws Exception {
        assertThat(Rule.complaints(Resources.parse(Kustomization.overlay(overlay)), Rule.ALL)).isEmpty();
    }

    @Test
    void the_loss_of_a_machine_does_not_stop_production() throws Exception {
        assertThat(Rule.complaints(Resources.parse(Kustomization.overlay("prod")), Production.RULES)).isEmpty();
    }

    @Test
    void production_has_as_many_pods_as_it_says() throws Exception {
        Resources prod = Resources.parse(Kustomization.overlay("prod"));
        assertThat(prod.services().stream().filter(workload -> workload.object().at("/spec").has("replicas"))
                .collect(Collectors.toMap(Workload::name, Workload::replicas)))
                .isEqualTo(Map.of("manifest-service", 1, "status-service", 2));
        assertThat(prod.of("HorizontalPodAutoscaler").map(scaler -> scaler.at("/spec/minReplicas").asInt()).toList())
                .isEqualTo(List.of(3));
    }

    @Test
    void development_is_whole_with_one_pod_of_each() throws Exception {
        Resources dev = Resources.parse(Kustomization.overlay("dev"));
        assertThat(dev.workloads()).extracting(Workload::name).containsExactlyInAnyOrder("manifest-service",
                "downloader-service", "status-service", "microtape-ledger", "microtape-lake");
        assertThat(dev.workloads()).extracting(Workload::replicas).containsOnly(1);
    }
}
