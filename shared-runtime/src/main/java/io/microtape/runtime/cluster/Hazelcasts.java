package io.microtape.runtime.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.config.EvictionPolicy;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.NetworkConfig;
import io.microtape.runtime.config.ConfigException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;

/**
 * How processes find each other and notice that one is gone: by Hazelcast, over TCP to the members that the settings name, and
 * to nobody else. There is no multicast, nothing is told to its makers, and no port but the one that is set is tried.
 */
final class Hazelcasts {

    private Hazelcasts() {}

    /** @throws ConfigException when the name of this process is not known */
    static Config of(ClusterSettings settings) {
        var config = new Config().setClusterName(settings.name());
        config.setProperty("hazelcast.phone.home.enabled", "false")
                // The service ends first and leaves then; a hook of its own would leave under its feet.
                .setProperty("hazelcast.shutdownhook.enabled", "false")
                .setProperty("hazelcast.wait.seconds.before.join", "0")
                .setProperty("hazelcast.heartbeat.interval.seconds", "1")
                .setProperty("hazelcast.max.no.heartbeat.seconds", seconds(settings.heartbeatLimit()))
                // A process that was cut off or frozen comes back as one that left: it looks for the others this often.
                .setProperty("hazelcast.merge.first.run.delay.seconds", "5")
                .setProperty("hazelcast.merge.next.run.delay.seconds", "5")
                // What is asked of a process that does not answer must not hold up the others for two minutes.
                .setProperty("hazelcast.operation.call.timeout.millis", "5000")
                .setProperty("hazelcast.socket.bind.any", "false")
                .setProperty("hazelcast.health.monitoring.level", "OFF");
        config.getJetConfig().setEnabled(false);
        config.getMetricsConfig().setEnabled(false);
        network(config.getNetworkConfig(), settings);
        // As Vert.x keeps them: who listens where, on one other process too.
        config.getMultiMapConfig("__vertx.subs").setBackupCount(1).setValueCollectionType("SET");
        config.getMapConfig("__vertx.nodeInfo").setBackupCount(1).getEvictionConfig()
                .setEvictionPolicy(EvictionPolicy.NONE);
        return config;
    }

    private static void network(NetworkConfig network, ClusterSettings settings) {
        network.setPort(settings.port()).setPortAutoIncrement(false).setReuseAddress(true);
        network.getInterfaces().setEnabled(true).addInterface(address(settings.host()));
        JoinConfig join = network.getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        if (settings.kubernetesService().isEmpty()) {
            join.getTcpIpConfig().setEnabled(true).setMembers(settings.members());
        } else {
            // The headless service's name lists the addresses of all pods; nothing is asked of the API server.
            join.getKubernetesConfig().setEnabled(true).setProperty("service-dns", settings.kubernetesService())
                    .setProperty("service-port", Integer.toString(settings.port()));
        }
    }

    /** Hazelcast compares addresses only: of a name it would find none here. */
    private static String address(String host) {
        try {
            return InetAddress.getByName(host).getHostAddress();
        } catch (UnknownHostException _) {
            throw new ConfigException(
                    "cluster.host is '%s', a name that is not known here; give an address of this machine, or a name of one"
                            .formatted(host));
        }
    }

    private static String seconds(Duration duration) {
        return Long.toString(duration.toSeconds());
    }
}
