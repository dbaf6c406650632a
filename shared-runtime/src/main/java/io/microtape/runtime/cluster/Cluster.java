package io.microtape.runtime.cluster;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.core.OperationTimeoutException;
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
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a process one of a cluster: its event bus is that of all of them. */
public final class Cluster {
    /** A connection of the bus that says nothing for so long is closed and opened anew. */
    private static final Duration SILENCE = Duration.ofSeconds(3);
    private static final int CONNECT_MILLIS = 3_000;
    private static final int TRIES = 5;
    private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);

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
        return join(settings, options.setEventBusOptions(bus), tracing, TRIES);
    }

    /** Another member that is slow just now, or dies in this moment, must not keep a process from joining. */
    private static Future<Vertx> join(ClusterSettings settings, VertxOptions options, Tracing tracing, int tries) {
        String name = settings.name() + "-" + UUID.randomUUID();
        return tracing.into(Vertx.builder().with(new VertxOptions(options)))
                .withClusterManager(new HazelcastClusterManager(Hazelcasts.of(settings).setInstanceName(name)))
                .buildClustered().recover(failure -> {
                    end(name);
                    if (tries > 1 && mayPass(failure)) {
                        LOG.warn("joining the cluster '{}' did not succeed ({}); it is tried again", settings.name(),
                                words(failure));
                        return join(settings, options, tracing, tries - 1);
                    }
                    return Future.failedFuture(refused(settings, failure));
                });
    }

    /** Vert.x leaves it running when it fails in the middle of joining, with the port taken. */
    private static void end(String name) {
        HazelcastInstance left = Hazelcast.getHazelcastInstanceByName(name);
        if (left != null) {
            left.getLifecycleService().terminate();
        }
    }

    /** What has to do with the others, and not with ports, addresses or files here. */
    private static boolean mayPass(Throwable failure) {
        return failure instanceof OperationTimeoutException || failure instanceof IllegalStateException
                || failure instanceof HazelcastInstanceNotActiveException;
    }

    private static ConfigException refused(ClusterSettings settings, Throwable failure) {
        return new ConfigException(
                "the cluster '%s' cannot be joined at %s, ports %d and %d (%s); check cluster.host, cluster.port, cluster.bus_port and the files of cluster.certificate"
                        .formatted(settings.name(), settings.host(), settings.port(), settings.busPort(),
                                words(failure)));
    }

    private static String words(Throwable failure) {
        Throwable cause = failure instanceof HazelcastException && failure.getCause() != null
                ? failure.getCause()
                : failure;
        String said = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        // An operation that timed out tells all its numbers.
        return said.split("\\. ", 2)[0];
    }
}
