package io.microtape.manifest;

import io.microtape.manifest.lease.Succession;
import io.microtape.manifest.store.ManifestStore;
import io.microtape.runtime.config.ConfigException;
import io.microtape.runtime.config.MarketCalendars;
import io.microtape.runtime.cost.Pace;
import io.microtape.runtime.coverage.Coverages;
import io.microtape.runtime.health.ReadyCheck;
import io.microtape.runtime.http.Routes;
import io.microtape.runtime.lake.Lake;
import io.microtape.runtime.ledger.Ledger;
import io.microtape.runtime.ledger.ServingRight;
import io.microtape.runtime.process.Blocking;
import io.microtape.runtime.process.Place;
import io.microtape.runtime.process.Service;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;

/** The manifest-service in a process of its own. */
final class ManifestProcess implements Service {
    private final Ledger ledger;
    private final ServingRight right;
    private final Lake lake;
    private final ManifestService service;

    private ManifestProcess(Ledger ledger, ServingRight right, Lake lake, ManifestService service) {
        this.ledger = ledger;
        this.lake = lake;
        this.right = right;
        this.service = service;
    }

    /** @throws ConfigException when another process serves the ledger, and will not share it */
    static Service start(Place place) {
        var config = place.config();
        Ledger ledger = Ledger.of(config, place.home().ledger(), Clock.systemUTC(), place.environment());
        ServingRight right = (place.clustered() ? ledger.serveAmongOthers() : ledger.serveAlone()).orElseThrow(
                () -> new ConfigException((place.clustered()
                        ? "another process serves the ledger %s, and alone; stop that one first"
                        : "other processes serve the ledger %s; start this one with --cluster beside them, or stop them first")
                        .formatted(ledger.place())));
        var coverages = new Coverages(ledger, Pace.of(config), Clock.systemUTC());
        Lake lake = Lake.of(config, place.home().lake());
        var service = new ManifestService(ledger, coverages, config, MarketCalendars.usEquities(),
                new ManifestStore(place.home().manifests(), lake.manifests()));
        if (place.clustered()) {
            Succession.among(ledger, lake);
        } else {
            Succession.alone(ledger, lake);
        }
        new LedgerMetrics(ledger, coverages).watch(place.registry());
        Blocking.await(service.deploy(place.vertx()));
        return new ManifestProcess(ledger, right, lake, service);
    }

    @Override
    public List<Routes> routes() {
        return List.of(service.routes());
    }

    @Override
    public List<ReadyCheck> checks() {
        return List.of(ReadyCheck.of(ledger));
    }

    @Override
    public Future<Void> stop() {
        return Future.succeededFuture();
    }

    @Override
    public void close() {
        Succession.leave(ledger);
        right.close();
        lake.close();
        ledger.close();
    }
}
