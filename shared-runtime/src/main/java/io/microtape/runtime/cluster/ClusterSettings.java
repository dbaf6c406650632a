package io.microtape.runtime.cluster;

import io.microtape.runtime.config.Range;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The {@code cluster} block of the configuration; {@code conf/microtape.yaml} documents each key. */
public record ClusterSettings(String name, String host, int port, int busPort, List<String> members,
        String kubernetesService, Duration heartbeatLimit, String certificate, String certificateKey,
        String authority) {
    private static final Pattern MEMBER = Pattern.compile("(\\[[0-9a-fA-F:]+]|[A-Za-z0-9.-]+):[1-9][0-9]{0,4}");

    public ClusterSettings {
        members = List.copyOf(members);
        Range.check("cluster.port", port, 0, 65_535);
        Range.check("cluster.bus_port", busPort, 0, 65_535);
        members.stream().filter(member -> !MEMBER.matcher(member).matches()).findFirst().ifPresent(member -> {
            throw new IllegalArgumentException("cluster.members has '%s'; each is host:port".formatted(member));
        });
        if (!members.isEmpty() && !kubernetesService.isEmpty()) {
            throw new IllegalArgumentException(
                    "cluster.members and cluster.kubernetes_service are both given; one of them says whom to join");
        }
        Range.check("cluster.heartbeat_limit", heartbeatLimit, Duration.ofSeconds(2), Duration.ofMinutes(10));
        long files = Stream.of(certificate, certificateKey, authority).filter(file -> !file.isEmpty()).count();
        if (files != 0 && files != 3) {
            throw new IllegalArgumentException(
                    "cluster.certificate, cluster.certificate_key and cluster.authority go together; give all three or none");
        }
    }

    /** Whether the event bus is encrypted. */
    public boolean encrypted() {
        return !certificate.isEmpty();
    }
}
