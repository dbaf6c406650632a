package io.microtape.standalone.command;

import io.microtape.model.capture.CaptureState;
import io.microtape.model.coverage.Coverage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Coverage in lines for a terminal. */
final class CoverageText {
    private CoverageText() {}

    static List<String> lines(Coverage coverage) {
        List<String> lines = new ArrayList<>();
        lines.add("coverage  %s".formatted(coverage.manifestId()));
        coverage.states().forEach((state, count) -> {
            if (count > 0) {
                lines.add("  %-16s %,9d  %5.1f %%".formatted(state, count, 100.0 * count / coverage.captures()));
            }
        });
        lines.add("  %-16s %,9d  100.0 %%  %,d rows, %.1f MB in the lake".formatted("all captures",
                coverage.captures(), coverage.rows(), coverage.bytes() / 1e6));
        coverage.groups().forEach(
                group -> lines.add("  %-16s %,9d  %s".formatted(String.join(" ", group.key()), group.captures(),
                        counts(group.states()))));
        return lines;
    }

    static String counts(Map<CaptureState, Long> states) {
        return states.entrySet().stream().filter(state -> state.getValue() > 0)
                .map(state -> "%s %,d".formatted(state.getKey(), state.getValue())).collect(Collectors.joining(", "));
    }
}
