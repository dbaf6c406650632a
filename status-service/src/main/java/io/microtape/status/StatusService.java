package io.microtape.status;

import io.microtape.runtime.config.MarketCalendars;
import io.microtape.runtime.http.Routes;
import io.microtape.runtime.lake.Lake;
import io.microtape.runtime.ledger.Ledger;
import io.microtape.status.dashboard.DashboardRoutes;
import io.microtape.runtime.coverage.Coverages;
import io.microtape.status.fleet.Fleet;
import io.microtape.status.http.StatusRoutes;
import io.microtape.status.live.LiveFeeds;
import io.microtape.status.live.LiveLimits;
import io.microtape.status.window.WindowRoutes;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The status-service: wires the coverage calls, the windows, the live stream and the dashboard. It only reads ledger and lake, so any
 * number of them may run beside one owner.
 */
public final class StatusService {
    private static final Logger LOG = LoggerFactory.getLogger(StatusService.class);

    private final Fleet fleet;
    private final LiveFeeds feeds;
    private final List<Routes> routes;

    public StatusService(Vertx vertx, Ledger ledger, Coverages coverages, Lake lake) {
        this(vertx, ledger, coverages, lake, LiveLimits.DEFAULT);
    }

    public StatusService(Vertx vertx, Ledger ledger, Coverages coverages, Lake lake, LiveLimits limits) {
        this.fleet = new Fleet(vertx, ledger.leases(), Clock.systemUTC());
        this.feeds = new LiveFeeds(vertx, coverages, fleet, limits, Clock.systemUTC());
        vertx.executeBlocking(() -> {
            coverages.warm();
            return null;
        }, false).onFailure(failure -> LOG.debug("the coverage was not read ahead", failure));
        this.routes = List.of(new StatusRoutes(ledger, coverages, lake, fleet, feeds),
                new WindowRoutes(ledger, lake, MarketCalendars.usEquities()), new DashboardRoutes());
    }

    /** What to mount on the process's HTTP server. */
    public List<Routes> routes() {
        return routes;
    }

    /** Ends every live stream; its clients connect again once somebody answers. */
    public Future<Void> stop() {
        return feeds.stop().compose(_ -> fleet.stop());
    }
}
