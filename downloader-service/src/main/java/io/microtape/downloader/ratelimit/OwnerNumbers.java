package io.microtape.downloader.ratelimit;

import io.microtape.model.fleet.RateMessages;
import io.microtape.model.fleet.RateMessages.Numbers;
import io.microtape.model.fleet.RateMessages.Swapped;
import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.tracing.TracingPolicy;
import java.util.List;

/**
 * The numbers as the owner of the ledger keeps them, asked for on the bus. They outlive every process of the fleet, and a
 * downloader that cannot reach their owner has none.
 */
public final class OwnerNumbers implements FleetNumbers {
    /** Not in any trace: each request of the vendor asks for them several times, and a trace would hold little else. */
    private static final DeliveryOptions SOON = new DeliveryOptions().setSendTimeout(FleetState.BOUND_MILLIS)
            .setTracingPolicy(TracingPolicy.IGNORE);

    private final EventBus bus;
    private final OwnerTime time;

    /** @param time is told the owner's time with each answer */
    public OwnerNumbers(EventBus bus, OwnerTime time) {
        this.bus = bus;
        this.time = time;
    }

    @Override
    public Future<List<Long>> read(List<String> names) {
        long sent = System.nanoTime();
        return bus.<Numbers>request(RateMessages.READ, new RateMessages.Read(names), SOON).map(reply -> {
            time.heard(sent, System.nanoTime(), reply.body().at());
            return reply.body().values();
        });
    }

    @Override
    public Future<Boolean> swap(String name, long seen, long now) {
        return bus.<Swapped>request(RateMessages.SWAP, new RateMessages.Swap(name, seen, now), SOON)
                .map(reply -> reply.body().swapped());
    }
}
