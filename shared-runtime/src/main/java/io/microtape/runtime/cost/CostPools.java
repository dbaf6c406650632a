package io.microtape.runtime.cost;

import io.microtape.runtime.ledger.CostQuery.Cost;
import io.microtape.runtime.ledger.Moments;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was measured, pooled three ways: by cell, by session, and all together; never over tapes, windows or policies. */
final class CostPools {
    /** Fewer captures than this say too little about their kind. */
    static final int ENOUGH = 20;

    private final Map<Pool, Map<Quantity, Moments>> pools = new HashMap<>();

    /**
     * A group of captures: {@code kind} without what the captures of the pool do not share.
     */
    record Pool(Provenance width, CaptureKind kind) {
        static Pool of(Provenance width, CaptureKind kind) {
            return new Pool(width, new CaptureKind(width == Provenance.CELL ? kind.eventType() : null,
                    width == Provenance.ALL ? null : kind.session(), kind.tape(), kind.beforeNanos(),
                    kind.afterNanos(), kind.policy()));
        }

        /** Whether every capture of another, narrower pool is one of this pool too. */
        boolean holds(Pool other) {
            return width.compareTo(other.width) > 0
                    && (width == Provenance.ALL || kind.session() == other.kind.session())
                    && of(Provenance.ALL, kind).equals(of(Provenance.ALL, other.kind));
        }
    }

    /** What a quantity was in the captures of a pool. */
    record Ground(Pool pool, Moments measured) {}

    CostPools(List<Cost> costs) {
        for (Cost cost : costs) {
            for (Provenance width : List.of(Provenance.CELL, Provenance.SESSION, Provenance.ALL)) {
                Map<Quantity, Moments> pool = pools.computeIfAbsent(Pool.of(width, CaptureKind.of(cost)),
                        _ -> new EnumMap<>(Quantity.class));
                for (Quantity quantity : Quantity.values()) {
                    pool.merge(quantity, quantity.measured(cost), Moments::plus);
                }
            }
        }
    }

    /** The narrowest pool of a kind that has enough captures; empty when none has. */
    Optional<Ground> ground(CaptureKind kind, Quantity quantity) {
        for (Provenance width : List.of(Provenance.CELL, Provenance.SESSION, Provenance.ALL)) {
            Pool pool = Pool.of(width, kind);
            Moments measured = pools.getOrDefault(pool, Map.of()).getOrDefault(quantity, Moments.NONE);
            if (measured.count() >= ENOUGH) {
                return Optional.of(new Ground(pool, measured));
            }
        }
        return Optional.empty();
    }
}
