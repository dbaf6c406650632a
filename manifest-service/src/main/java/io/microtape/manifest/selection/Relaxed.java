package io.microtape.manifest.selection;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * The events that balance has to choose from, those that needed relaxed thresholds behind all others.
 *
 * @param pool  rows, in the order in which the caps took them
 * @param step  by row, the step that admitted it, 0 for none; empty if no step was taken
 * @param steps the steps that each session of {@link QuotaAllocation#SESSIONS} went
 */
record Relaxed(int[] pool, byte[] step, int[] steps) {
    static Relaxed none(int[] pool) {
        return new Relaxed(pool, new byte[0], new int[QuotaAllocation.SESSIONS.size()]);
    }

    int step(int row) {
        return step.length == 0 ? 0 : step[row];
    }

    List<QuotaReport.Relaxation> taken(int[] chosen, IntUnaryOperator session) {
        return IntStream.range(0, steps.length).boxed()
                .flatMap(s -> IntStream.rangeClosed(1, steps[s])
                        .mapToObj(step -> new QuotaReport.Relaxation(QuotaAllocation.SESSIONS.get(s).name(), step,
                                Ladder.words(step),
                                (int) Arrays.stream(chosen)
                                        .filter(row -> step(row) == step && session.applyAsInt(row) == s).count())))
                .toList();
    }
}
