package io.microtape.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What pods mount is there, is mounted, and can be mounted by as many pods as there are. */
final class Volumes {
    static final List<Rule> RULES = List.of(Volumes::mounts, Volumes::sources, Volumes::claims, Volumes::bounds);

    private Volumes() {}

    private static void mounts(Resources resources, Consumer<String> complain) {
        for (Workload workload : resources.workloads()) {
            Set<String> there = Stream
                    .concat(Resources.each(workload.pod().path("volumes")).map(volume -> volume.path("name")),
                            Resources.each(workload.object().at("/spec/volumeClaimTemplates"))
                                    .map(claim -> claim.at("/metadata/name")))
                    .map(JsonNode::asText).collect(Collectors.toSet());
            Set<String> mounted = new HashSet<>();
            for (JsonNode container : workload.containers()) {
                Set<String> paths = new HashSet<>();
                for (JsonNode mount : Resources.each(container.path("volumeMounts")).toList()) {
                    mounted.add(mount.path("name").asText());
                    if (!paths.add(mount.path("mountPath").asText())) {
                        complain.accept("%s: mounts two volumes at %s".formatted(workload.title(),
                                mount.path("mountPath")));
                    }
                }
            }
            differences(there, mounted).forEach(name -> complain
                    .accept("%s: the volume %s is not both there and mounted".formatted(workload.title(), name)));
        }
    }

    private static Set<String> differences(Set<String> one, Set<String> other) {
        Set<String> all = new HashSet<>(one);
        all.addAll(other);
        all.removeIf(name -> one.contains(name) && other.contains(name));
        return all;
    }

    private static void sources(Resources resources, Consumer<String> complain) {
        for (Workload workload : resources.workloads()) {
            for (JsonNode volume : Resources.each(workload.pod().path("volumes")).toList()) {
                JsonNode map = volume.path("configMap");
                if (!map.isMissingNode()) {
                    Optional<? extends JsonNode> found = resources.find("ConfigMap", map.path("name").asText());
                    if (found.isEmpty()) {
                        complain.accept("%s: there is no ConfigMap %s".formatted(workload.title(), map.path("name")));
                    }
                    found.ifPresent(present -> Resources.each(map.path("items")).map(item -> item.path("key").asText())
                            .filter(key -> !present.path("data").has(key)).forEach(key -> complain
                                    .accept("%s: %s has no key %s".formatted(workload.title(), map, key))));
                }
            }
            for (JsonNode reference : workload.pod().findValues("configMapKeyRef")) {
                boolean there = resources.find("ConfigMap", reference.path("name").asText())
                        .filter(map -> map.path("data").has(reference.path("key").asText())).isPresent();
                if (!there) {
                    complain.accept("%s: there is no %s".formatted(workload.title(), reference));
                }
            }
        }
    }

    private static void claims(Resources resources, Consumer<String> complain) {
        for (Workload workload : resources.workloads()) {
            for (JsonNode use : workload.pod().findValues("persistentVolumeClaim")) {
                String name = use.path("claimName").asText();
                Optional<? extends JsonNode> claim = resources.find("PersistentVolumeClaim", name);
                if (claim.isEmpty()) {
                    complain.accept("%s: there is no PersistentVolumeClaim %s".formatted(workload.title(), name));
                    continue;
                }
                boolean many = Resources.texts(claim.get().at("/spec/accessModes")).contains("ReadWriteMany");
                boolean oneAtATime = workload.replicas() == 1
                        && workload.object().at("/spec/strategy/type").asText().equals("Recreate");
                if (!many && !oneAtATime) {
                    complain.accept("%s: more than one pod may mount %s at a time, and it is not ReadWriteMany"
                            .formatted(workload.title(), name));
                }
            }
        }
    }

    private static void bounds(Resources resources, Consumer<String> complain) {
        for (Workload workload : resources.workloads()) {
            Resources.each(workload.pod().path("volumes")).filter(volume -> volume.has("emptyDir"))
                    .filter(volume -> volume.at("/emptyDir/sizeLimit").isMissingNode())
                    .forEach(volume -> complain.accept("%s: the volume %s may fill the machine's disk"
                            .formatted(workload.title(), volume.path("name"))));
        }
    }
}
