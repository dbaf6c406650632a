package io.microtape.benchmarks.soak;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What the samples of one life of a process say about growth. The first third is left out: caches fill, code is compiled. */
final class Verdict {
    private final List<Sample> samples;
    private final Map<Measure, Trend> trends = new EnumMap<>(Measure.class);

    Verdict(List<Sample> all) {
        this.samples = all.subList(all.size() / 3, all.size());
        for (Measure measure : Measure.values()) {
            trends.put(measure, Trend.of(samples.stream().map(sample -> sample.point(measure)).toList()));
        }
    }

    /** One sentence for each measure that grows; empty when nothing does. */
    List<String> growth() {
        List<String> grown = new ArrayList<>();
        trends.forEach((measure, trend) -> {
            if (trend.exceeds(measure.tolerance())) {
                grown.add("%s: grows by %.1f in an hour, at least %.1f with 95 %% certainty, where %.0f is tolerated"
                        .formatted(measure.words(), trend.slope(), trend.atLeast(), measure.tolerance()));
            }
        });
        return grown;
    }

    /** A table in Markdown. */
    List<String> table() {
        List<String> lines = new ArrayList<>();
        lines.add("| | start | end | growth an hour | at least | tolerated |");
        lines.add("|---|---|---|---|---|---|");
        trends.forEach((measure, trend) -> lines.add("| %s | %.1f | %.1f | %.2f | %.2f | %.0f |"
                .formatted(measure.words(), about(measure, 0), about(measure, samples.size() - tenth()), trend.slope(),
                        trend.atLeast(), measure.tolerance())));
        lines.add("%d samples over %.2f h, after %.2f h that are left out; %,d captures, %,d at the start".formatted(
                samples.size(), samples.getLast().hours() - samples.getFirst().hours(), samples.getFirst().hours(),
                samples.getLast().captures(), samples.getFirst().captures()));
        return lines;
    }

    private int tenth() {
        return Math.max(1, samples.size() / 10);
    }

    /** The median of a tenth of the samples. */
    private double about(Measure measure, int from) {
        double[] values = samples.subList(from, from + tenth()).stream().mapToDouble(sample -> sample.of(measure))
                .sorted().toArray();
        return values[values.length / 2];
    }
}
