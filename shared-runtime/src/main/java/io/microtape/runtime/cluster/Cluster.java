package io.microtape.runtime.cluster;

import com.hazelcast.core.HazelcastException;
import io.microtape.runtime.config.ConfigException;
import io.microtape.runtime.tracing.Tracing;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.time.Duration;

/** Makes a process one of a cluster: its event bus is that of all of them. */
public final class Cluster {
    /** A connection of the bus that says nothing for so long is closed and opened anew. */
    private static final Duration SILENCE = Duration.ofSeconds(3);
    private static final int CONNECT_MILLIS = 3_000;

    private Cluster() {}

    /**
     * Joins the cluster that the settings name; a process that finds nobody begins one.
     *
     * @param options whatever else the process wants of Vert.x
     * @param tracing goes along with what is said on the bus
     */
    public static Future<Vertx> join(ClusterSettings settings, VertxOptions options, Tracing tracing) {
        // Its first words are spoken before it has read any configuration.
        System.setProperty("hazelcast.logging.type", "slf4j");
        var bus = new EventBusOptions().setHost(settings.host()).setPort(settings.busPort())
                .setClusterPublicHost(settings.host()).setConnectTimeout(CONNECT_MILLIS)
                .setClusterPingInterval(SILENCE.toMillis()).setClusterPingReplyInterval(SILENCE.toMillis());
        if (settings.encrypted()) {
            bus.setSsl(true).setClientAuth(ClientAuth.REQUIRED)
                    .setKeyCertOptions(new PemKeyCertOptions().setCertPath(settings.certificate())
                            .setKeyPath(settings.certificateKey()))
                    .setTrustOptions(new PemTrustOptions().addCertPath(settings.authority()));
        }
        return tracing.into(Vertx.builder().with(options.setEventBusOptions(bus)))
                .withClusterManager(new HazelcastClusterManager(Hazelcasts.of(settings))).buildClustered()
                .recover(failure -> Future.failedFuture(new ConfigException(
                        "the cluster '%s' cannot be joined at %s, ports %d and %d (%s); check cluster.host, cluster.port, cluster.bus_port and the files of cluster.certificate"
                                .formatted(settings.name(), settings.host(), settings.port(), settings.busPort(),
                                        words(failure)))));
    }

    private static String words(Throwable failure) {
        Throwable cause = failure instanceof HazelcastException && failure.getCause() != null
                ? failure.getCause()
                : failure;
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
