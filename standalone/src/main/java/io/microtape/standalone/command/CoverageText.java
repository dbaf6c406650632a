package io.microtape.standalone.command;

import io.microtape.model.coverage.Coverage;
import io.microtape.model.coverage.Coverage.Group;
import io.microtape.runtime.coverage.CoverageReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Coverage in lines for a terminal. */
final class CoverageText {
    private static final double BYTES_PER_MB = 1e6;
    private static final double PERCENT = 100;

    private CoverageText() {}

    static List<String> lines(Coverage coverage) {
        List<String> lines = new ArrayList<>();
        lines.add("coverage  " + coverage.manifestId());
        coverage.states().forEach((state, count) -> {
            if (count > 0) {
                lines.add(String.format(Locale.ROOT, "  %-16s %,9d  %5.1f %%", state, count,
                        PERCENT * count / coverage.captures()));
            }
        });
        lines.add(String.format(Locale.ROOT, "  %-16s %,9d  %s%,d rows, %.1f MB in the lake", "all captures",
                coverage.captures(), coverage.captures() == 0 ? "" : "100.0 %  ", coverage.rows(),
                coverage.bytes() / BYTES_PER_MB));
        if (coverage.missing() > 0) {
            lines.add(String.format(Locale.ROOT, "missing   %,d captures", coverage.missing()));
            coverage.reasons().forEach(reason -> lines.add(String.format(Locale.ROOT, "  %-16s %,9d  %s",
                    reason.state(), reason.captures(), reason.cause()).stripTrailing()));
        }
        if (coverage.remaining().captures() > 0) {
            lines.add("rest      " + CoverageReport.remaining(coverage));
        }
        groups(lines, coverage);
        return lines;
    }

    private static void groups(List<String> lines, Coverage coverage) {
        if (coverage.by().isEmpty()) {
            return;
        }
        int[] widths = new int[coverage.by().size()];
        for (int key = 0; key < widths.length; key++) {
            int at = key;
            widths[key] = Math.max(coverage.by().get(key).length(),
                    coverage.groups().stream().mapToInt(group -> group.key().get(at).length()).max().orElse(0));
        }
        lines.add(String.format(Locale.ROOT, "by        %s  %9s %9s %9s  %s", padded(coverage.by(), widths), "captures",
                "missing", "MB", "missing by state"));
        coverage.groups().forEach(group -> lines.add(line(group, widths)));
        coverage.nextOffset().ifPresent(next -> lines.add(String.format(Locale.ROOT,
                "          %,d to %,d of %,d groups; the next: --offset %d", coverage.offset() + 1, next,
                coverage.total(), next)));
    }

    private static String line(Group group, int[] widths) {
        return String.format(Locale.ROOT, "          %s  %,9d %,9d %,9.1f  %s", padded(group.key(), widths),
                group.captures(), group.missing(), group.bytes() / BYTES_PER_MB, CoverageReport.missing(group))
                .stripTrailing();
    }

    private static String padded(List<String> values, int[] widths) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < widths.length; i++) {
            cells.add(values.get(i) + " ".repeat(widths[i] - values.get(i).length()));
        }
        return String.join("  ", cells);
    }
}
