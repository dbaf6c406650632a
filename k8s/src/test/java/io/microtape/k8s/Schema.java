package io.microtape.k8s;

import com.google.gson.JsonParseException;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Ingress;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaim;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Every object is one that the API of Kubernetes knows, with no field that it does not know, and there once. */
final class Schema {
    static final List<Rule> RULES = List.of(Schema::known, Schema::once);
    private static final Map<String, Class<?>> TYPES = Map.ofEntries(
            Map.entry("v1 ConfigMap", V1ConfigMap.class), Map.entry("v1 Namespace", V1Namespace.class),
            Map.entry("v1 PersistentVolumeClaim", V1PersistentVolumeClaim.class),
            Map.entry("v1 Service", V1Service.class), Map.entry("v1 ServiceAccount", V1ServiceAccount.class),
            Map.entry("apps/v1 Deployment", V1Deployment.class),
            Map.entry("apps/v1 StatefulSet", V1StatefulSet.class),
            Map.entry("autoscaling/v2 HorizontalPodAutoscaler", V2HorizontalPodAutoscaler.class),
            Map.entry("networking.k8s.io/v1 Ingress", V1Ingress.class),
            Map.entry("networking.k8s.io/v1 NetworkPolicy", V1NetworkPolicy.class),
            Map.entry("policy/v1 PodDisruptionBudget", V1PodDisruptionBudget.class));

    private Schema() {}

    private static void known(Resources resources, Consumer<String> complain) {
        resources.all().forEach(object -> {
            Class<?> type = TYPES.get(object.path("apiVersion").asText() + " " + Resources.kind(object));
            if (type == null) {
                complain.accept("%s: %s is none of %s".formatted(Resources.title(object),
                        object.path("apiVersion").asText(), TYPES.keySet()));
                return;
            }
            try {
                JSON.deserialize(object.toString(), type);
            } catch (JsonParseException | IllegalArgumentException | java.io.UncheckedIOException e) {
                complain.accept("%s: %s".formatted(Resources.title(object), e.getMessage()));
            }
        });
    }

    private static void once(Resources resources, Consumer<String> complain) {
        Set<String> seen = new HashSet<>();
        resources.all().stream().map(Resources::title).filter(title -> !seen.add(title))
                .forEach(title -> complain.accept(title + " is there twice"));
    }
}
