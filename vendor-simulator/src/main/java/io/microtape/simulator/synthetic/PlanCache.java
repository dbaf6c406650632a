package io.microtape.simulator.synthetic;

import java.time.LocalDate;
import java.util.LinkedHashMap;

/** The day plans used last. */
final class PlanCache {
    private static final int DAYS = 256;

    private final SyntheticMarket market;
    private final LinkedHashMap<Key, DayPlan> plans = new LinkedHashMap<>(16, 0.75f, true);

    private record Key(String symbol, LocalDate date) {}

    PlanCache(SyntheticMarket market) {
        this.market = market;
    }

    DayPlan get(String symbol, LocalDate date) {
        var key = new Key(symbol, date);
        synchronized (plans) {
            DayPlan known = plans.get(key);
            if (known != null) {
                return known;
            }
        }
        DayPlan plan = market.plan(symbol, date);
        synchronized (plans) {
            plans.put(key, plan);
            if (plans.size() > DAYS) {
                plans.pollFirstEntry();
            }
        }
        return plan;
    }
}
