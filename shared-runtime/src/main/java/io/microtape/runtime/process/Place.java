package io.microtape.runtime.process;

import io.microtape.runtime.Home;
import io.microtape.runtime.config.Config;
import io.microtape.runtime.tracing.Tracing;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;

/**
 * What a service is given to work with.
 *
 * @param clustered whether the event bus is that of a cluster, so that others may be at work on the same ledger
 */
public record Place(Config config, Home home, Map<String, String> environment, Vertx vertx, boolean clustered,
        PrometheusMeterRegistry registry, Tracing tracing) {
    /** What tells this process from others, for people: the machine's or pod's name, and the process's number there. */
    public String processName() {
        return nameOfThis();
    }

    /** As {@link #processName()}, before there is a place. */
    public static String nameOfThis() {
        return host() + "-" + ProcessHandle.current().pid();
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException _) {
            return "unnamed";
        }
    }
}
