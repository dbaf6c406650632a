package io.microtape.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import io.microtape.downloader.DownloaderSettings;
import io.microtape.downloader.vendor.polygon.PolygonSettings;
import io.microtape.runtime.cluster.ClusterSettings;
import io.microtape.runtime.config.Config;
import io.microtape.runtime.config.ConfigException;
import io.microtape.runtime.http.ServerSettings;
import io.microtape.runtime.lake.LakeSettings;
import io.microtape.runtime.ledger.LedgerSettings;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.function.Consumer;

/** The settings that each service is started with are such that the program takes, and fit what stands around it. */
final class Settings {
    static final List<Rule> RULES = List.of(Settings::taken);

    private Settings() {}

    private static void taken(Resources resources, Consumer<String> complain) {
        for (Started started : Started.of(resources)) {
            Consumer<String> here = complaint -> complain.accept(started.workload().title() + ": " + complaint);
            try {
                Config config = started.config(resources);
                server(started, config.block("server", ServerSettings.class), here);
                cluster(resources, started, config.block("cluster", ClusterSettings.class), here);
                ledger(resources, config.block("ledger", LedgerSettings.class), here);
                lake(resources, config.block("lake", LakeSettings.class), here);
                config.block("polygon", PolygonSettings.class);
                long drain = config.block("downloader", DownloaderSettings.class).drain().toSeconds();
                if (started.workload().pod().path("terminationGracePeriodSeconds").asLong() < drain + 10) {
                    here.accept("is killed before it has given back its captures");
                }
            } catch (ConfigException | IllegalArgumentException e) {
                here.accept(e.getMessage());
            }
        }
    }

    private static void server(Started started, ServerSettings server, Consumer<String> complain) {
        port(started, "http", server.port(), complain);
        port(started, "management", server.managementPort(), complain);
        if (!server.host().equals("0.0.0.0")) {
            complain.accept("listens at %s, where nobody reaches it".formatted(server.host()));
        }
        JsonNode annotation = started.workload().object().at("/spec/template/metadata/annotations/prometheus.io~1port");
        if (annotation.asInt() != server.managementPort()) {
            complain.accept("Prometheus is told another port");
        }
    }

    private static void cluster(Resources resources, Started started, ClusterSettings cluster,
            Consumer<String> complain) {
        port(started, "cluster", cluster.port(), complain);
        port(started, "bus", cluster.busPort(), complain);
        boolean found = resources.find("Service", cluster.kubernetesService()).map(service -> service.path("spec"))
                .filter(spec -> spec.path("clusterIP").asText().equals("None")
                        && spec.path("publishNotReadyAddresses").asBoolean()
                        && Selector.pairs(spec.path("selector"), started.workload().labels()))
                .isPresent();
        if (!found) {
            complain.accept(
                    "'%s' is no headless Service that lists every member".formatted(cluster.kubernetesService()));
        }
        if (!isAddress(cluster.host())) {
            complain.accept("tells the others to reach it at '%s'".formatted(cluster.host()));
        }
        if (!Resources.texts(started.container().path("args")).contains("--cluster")) {
            complain.accept("joins nobody");
        }
    }

    private static void ledger(Resources resources, LedgerSettings ledger, Consumer<String> complain) {
        if (!ledger.server()) {
            complain.accept("keeps the ledger to itself");
            return;
        }
        place(resources, URI.create(ledger.url().substring("jdbc:".length())), complain);
    }

    private static void lake(Resources resources, LakeSettings lake, Consumer<String> complain) {
        if (!lake.remote()) {
            complain.accept("keeps the lake to itself");
        } else if (!lake.endpoint().isEmpty()) {
            place(resources, URI.create(lake.endpoint()), complain);
        }
    }

    /** A name without dots is of the same namespace, so it must be there, with that port. */
    private static void place(Resources resources, URI place, Consumer<String> complain) {
        boolean there = place.getHost().contains(".") || resources.find("Service", place.getHost()).stream()
                .flatMap(service -> Resources.each(service.at("/spec/ports")))
                .anyMatch(port -> port.path("port").asInt() == place.getPort());
        if (!there) {
            complain.accept("nothing answers at " + place);
        }
    }

    private static void port(Started started, String name, int port, Consumer<String> complain) {
        boolean same = Resources.each(started.container().path("ports"))
                .anyMatch(
                        each -> each.path("name").asText().equals(name) && each.path("containerPort").asInt() == port);
        if (!same) {
            complain.accept("its settings say %d for the port %s".formatted(port, name));
        }
    }

    private static boolean isAddress(String text) {
        try {
            return text.matches("[0-9a-fA-F.:]+") && !InetAddress.getByName(text).isLoopbackAddress();
        } catch (UnknownHostException _) {
            return false;
        }
    }
}
