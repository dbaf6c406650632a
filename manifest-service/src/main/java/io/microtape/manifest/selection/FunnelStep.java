package io.microtape.manifest.selection;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one stage did: {@code in = rejected + out}, and the {@code out} of a stage is the {@code in} of the next.
 *
 * @param stage   name in lower case
 * @param reasons rejections by the name of their reason; they add up to {@code rejected}
 */
public record FunnelStep(String stage, int in, int rejected, int out, SortedMap<String, Integer> reasons) {

    /** The whole funnel of {@code rows} input rows. */
    static List<FunnelStep> of(int rows, Decisions decisions) {
        int[] counts = decisions.counts();
        Map<Stage, SortedMap<String, Integer>> byStage = new TreeMap<>();
        for (int code = 0; code < counts.length; code++) {
            if (counts[code] > 0) {
                Reason reason = decisions.reasons().get(code);
                byStage.computeIfAbsent(reason.stage(), _ -> new TreeMap<>()).put(reason.name(), counts[code]);
            }
        }
        List<FunnelStep> steps = new ArrayList<>();
        int in = rows;
        for (Stage stage : Stage.values()) {
            SortedMap<String, Integer> reasons = byStage.getOrDefault(stage, new TreeMap<>());
            int rejected = reasons.values().stream().mapToInt(Integer::intValue).sum();
            steps.add(new FunnelStep(stage.name().toLowerCase(Locale.ROOT), in, rejected, in - rejected, reasons));
            in -= rejected;
        }
        return steps;
    }
}
