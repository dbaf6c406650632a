package io.microtape.manifest;

import io.microtape.manifest.lease.Succession;
import io.microtape.runtime.config.ConfigException;
import io.microtape.runtime.config.MarketCalendars;
import io.microtape.runtime.cost.Pace;
import io.microtape.runtime.coverage.Coverages;
import io.microtape.runtime.health.ReadyCheck;
import io.microtape.runtime.http.Routes;
import io.microtape.runtime.lake.Lake;
import io.microtape.runtime.ledger.Ledger;
import io.microtape.runtime.process.Blocking;
import io.microtape.runtime.process.Place;
import io.microtape.runtime.process.Service;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;

/** The manifest-service in a process of its own. */
final class ManifestProcess implements Service {
    private final Ledger ledger;
    private final ManifestService service;

    private ManifestProcess(Ledger ledger, ManifestService service) {
        this.ledger = ledger;
        this.service = service;
    }

    /** @throws ConfigException when the ledger is a file, and another process serves its home */
    static Service start(Place place) {
        var config = place.config();
        Ledger ledger = Ledger.of(config, place.home().ledger(), Clock.systemUTC(), place.environment());
        var coverages = new Coverages(ledger, Pace.of(config), Clock.systemUTC());
        var service = new ManifestService(ledger, coverages, config, MarketCalendars.usEquities(),
                place.home().manifests());
        try (Lake lake = Lake.of(config, place.home().lake())) {
            if (place.clustered()) {
                Succession.among(ledger, lake);
            } else {
                Succession.alone(ledger, lake);
            }
        }
        new LedgerMetrics(ledger, coverages).watch(place.registry());
        Blocking.await(service.deploy(place.vertx()));
        return new ManifestProcess(ledger, service);
    }

    @Override
    public List<Routes> routes() {
        return List.of(service.routes());
    }

    @Override
    public List<ReadyCheck> checks() {
        return List.of(new ReadyCheck("ledger", () -> ledger.manifests().all()));
    }

    @Override
    public Future<Void> stop() {
        return Future.succeededFuture();
    }

    @Override
    public void close() {
        Succession.leave(ledger);
        ledger.close();
    }
}
