package io.microtape.runtime.coverage;

import io.microtape.runtime.ledger.RunAsk;
import java.util.List;
import java.util.OptionalLong;

/**
 * A page of runs.
 *
 * @param total      runs that the filters leave, on all pages
 * @param nextOffset where the next page begins; empty on the last
 */
public record RunPage(List<RunStatus> runs, long total, int limit, int offset, OptionalLong nextOffset) {
    static RunPage of(List<RunStatus> runs, long total, RunAsk ask) {
        long next = (long) ask.offset() + ask.limit();
        return new RunPage(runs, total, ask.limit(), ask.offset(),
                next < total ? OptionalLong.of(next) : OptionalLong.empty());
    }
}
