package io.microtape.standalone.command;

import io.microtape.manifest.whatif.Comparison;
import io.microtape.manifest.whatif.MovedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** What a dry run would change of an earlier manifest, in lines for a terminal. */
final class ComparisonText {
    private static final int SHOWN = 10;

    private ComparisonText() {}

    static List<String> lines(Comparison comparison) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, "against   %s: %,d stay, %,d enter, %,d leave%s", comparison.manifestId(),
                comparison.stay(), comparison.enter(), comparison.leave(),
                comparison.sameInputs() ? "" : "; the events come from other files"));
        comparison.settings().forEach(setting -> lines
                .add("  %s: %s -> %s".formatted(setting.setting(), setting.before(), setting.after())));
        moved(lines, "enter", "were kept out by", comparison.enteringBecause(), comparison.entering());
        moved(lines, "leave", "would be kept out by", comparison.leavingBecause(), comparison.leaving());
        return lines;
    }

    private static void moved(List<String> lines, String title, String because, SortedMap<String, Integer> reasons,
            List<MovedEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        lines.add("%-9s %s %s".formatted(title, because, reasons.entrySet().stream()
                .map(reason -> String.format(Locale.ROOT, "%s %,d", reason.getKey(), reason.getValue()))
                .collect(Collectors.joining(", "))));
        events.stream().limit(SHOWN).forEach(event -> lines.add(String.format(Locale.ROOT,
                "  %-6s %s %-3s %-20s score %.3f  %s%s", event.symbol(), event.timestamp(), event.session(),
                event.eventType(), event.score(), event.reason(),
                event.observed().flatMap(seen -> event.threshold()
                        .map(asked -> String.format(Locale.ROOT, " (%.4g, asked %.4g)", seen, asked))).orElse(""))));
        if (events.size() > SHOWN) {
            lines.add(String.format(Locale.ROOT, "  and %,d more; all of them with --json", events.size() - SHOWN));
        }
    }
}
