package io.microtape.status;

import io.microtape.runtime.cost.Pace;
import io.microtape.runtime.coverage.Coverages;
import io.microtape.runtime.health.ReadyCheck;
import io.microtape.runtime.http.Routes;
import io.microtape.runtime.lake.Lake;
import io.microtape.runtime.ledger.Ledger;
import io.microtape.runtime.process.Place;
import io.microtape.runtime.process.Service;
import io.microtape.status.door.ManifestDoor;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** The status-service in a process of its own: the door at which people and programs knock. */
final class StatusProcess implements Service {
    private final Ledger ledger;
    private final Lake lake;
    private final StatusService service;
    private final List<Routes> routes;

    private StatusProcess(Ledger ledger, Lake lake, StatusService service, List<Routes> routes) {
        this.ledger = ledger;
        this.lake = lake;
        this.service = service;
        this.routes = routes;
    }

    static Service start(Place place) {
        var config = place.config();
        Ledger ledger = Ledger.of(config, place.home().ledger(), Clock.systemUTC(), place.environment());
        Lake lake = Lake.of(config, place.home().lake());
        var service = new StatusService(place.vertx(), ledger,
                new Coverages(ledger, Pace.of(config), Clock.systemUTC()), lake);
        List<Routes> routes = new ArrayList<>(service.routes());
        config.block("status", StatusSettings.class).manifestService()
                .ifPresent(there -> routes.add(new ManifestDoor(place.vertx(), there)));
        return new StatusProcess(ledger, lake, service, routes);
    }

    @Override
    public List<Routes> routes() {
        return routes;
    }

    @Override
    public List<ReadyCheck> checks() {
        return List.of(ReadyCheck.of(ledger));
    }

    @Override
    public Future<Void> stop() {
        return service.stop();
    }

    @Override
    public void close() {
        lake.close();
        ledger.close();
    }
}
