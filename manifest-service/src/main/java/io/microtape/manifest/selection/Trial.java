package io.microtape.manifest.selection;

import io.microtape.manifest.selection.DiversityCaps.Caps;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * What the later stages would have to choose from, were one threshold or cap another: nothing is recorded, and whatever was
 * relaxed stays so.
 */
final class Trial {
    private final Screening screening;
    private final DiversityCaps caps;
    private final int[] relaxed;

    /** @param relaxed the events that relaxed thresholds admitted */
    Trial(Screening screening, DiversityCaps caps, int[] relaxed) {
        this.screening = screening;
        this.caps = caps;
        this.relaxed = relaxed;
    }

    /** Without one threshold, as far as a condition says. */
    int[] without(Reason threshold, IntPredicate admitted, Caps limits) {
        int[] more = Rows.where(screening.failingOnly(List.of(threshold)), admitted);
        return capped(screening.order().merged(screening.passed(), more), limits);
    }

    /** With other caps. */
    int[] with(Caps limits) {
        return capped(screening.passed(), limits);
    }

    private int[] capped(int[] ordered, Caps limits) {
        BitSet already = new BitSet();
        for (int row : ordered) {
            already.set(row);
        }
        int[] behind = Rows.where(relaxed, row -> !already.get(row));
        return caps.survivors(Rows.joined(ordered, behind), limits, Rejections.NOT_RECORDED);
    }
}
