package io.microtape.runtime.coverage;

import io.microtape.model.capture.CaptureState;
import io.microtape.model.coverage.Coverage;
import io.microtape.model.coverage.Coverage.Group;
import io.microtape.model.coverage.CoverageKey;
import io.microtape.model.coverage.Remaining.Spread;
import io.microtape.runtime.markdown.Numbers;
import io.microtape.runtime.markdown.Page;
import io.microtape.runtime.markdown.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A coverage as {@code report.md}: what there is, what is missing and why, and what the rest will cost. */
public final class CoverageReport {
    /** What a report is by when nobody asks for other keys. */
    public static final List<CoverageKey> USUAL_KEYS = List.of(CoverageKey.SESSION, CoverageKey.EVENT_TYPE);
    private static final double BYTES_PER_MB = 1e6;

    private CoverageReport() {}

    /** The report in Markdown, with the groups of the coverage if it has any. */
    public static String of(Coverage coverage) {
        var page = new Page().title("Coverage of " + coverage.manifestId()).say(summary(coverage))
                .table(states(coverage));
        page.section("What the rest will cost").say(remaining(coverage));
        if (!coverage.reasons().isEmpty()) {
            page.section("Why captures were given up").table(reasons(coverage));
        }
        if (!coverage.by().isEmpty()) {
            page.section("By " + String.join(" and ", coverage.by())).table(groups(coverage));
            if (coverage.total() > coverage.groups().size()) {
                page.say("%s of %s groups, from place %s on.".formatted(Numbers.whole(coverage.groups().size()),
                        Numbers.whole(coverage.total()), Numbers.whole(coverage.offset() + 1)));
            }
        }
        return page.toString();
    }

    /** One sentence of what there is. */
    public static String summary(Coverage coverage) {
        return "%s of %s captures are missing as of %s. In the lake: %s rows, %s MB.".formatted(
                Numbers.whole(coverage.missing()), Numbers.whole(coverage.captures()), coverage.asOf(),
                Numbers.whole(coverage.rows()), Numbers.tenths(coverage.bytes() / BYTES_PER_MB));
    }

    /** One sentence of what is to come. */
    public static String remaining(Coverage coverage) {
        var rest = coverage.remaining();
        return rest.captures() == 0
                ? "Nothing is left to ask."
                : "%s captures are still to be asked: %s requests, %s MB, %s hours (p50 to p90).".formatted(
                        Numbers.whole(rest.captures()), spread(rest.requests(), 1, 0),
                        spread(rest.bytes(), BYTES_PER_MB, 1), spread(rest.hours(), 1, 2));
    }

    private static String spread(Spread spread, double unit, int decimals) {
        return String.format(Locale.ROOT, "%,." + decimals + "f to %,." + decimals + "f", spread.p50() / unit,
                spread.p90() / unit);
    }

    private static TextTable states(Coverage coverage) {
        var table = new TextTable("State", ">Captures", ">Share %");
        coverage.states().forEach((state, count) -> table.row(state.name(), Numbers.whole(count),
                coverage.captures() == 0 ? "" : Numbers.tenths(100.0 * count / coverage.captures())));
        return table.row("all", Numbers.whole(coverage.captures()), coverage.captures() == 0 ? "" : "100.0");
    }

    private static TextTable reasons(Coverage coverage) {
        var table = new TextTable("State", "Cause", ">Captures");
        coverage.reasons().forEach(reason -> table.row(reason.state().name(), reason.cause(),
                Numbers.whole(reason.captures())));
        return table;
    }

    private static TextTable groups(Coverage coverage) {
        List<String> titles = new ArrayList<>(coverage.by());
        titles.addAll(List.of(">Captures", ">Complete", ">Missing", ">Rows", ">MB", "Missing by state"));
        var table = new TextTable(titles.toArray(String[]::new));
        for (Group group : coverage.groups()) {
            List<String> cells = new ArrayList<>(group.key());
            cells.addAll(List.of(Numbers.whole(group.captures()),
                    Numbers.whole(group.states().getOrDefault(CaptureState.COMPLETE, 0L)),
                    Numbers.whole(group.missing()), Numbers.whole(group.rows()),
                    Numbers.tenths(group.bytes() / BYTES_PER_MB), missing(group)));
            table.row(cells.toArray(String[]::new));
        }
        return table;
    }

    /** The states of what is missing, most captures first. */
    public static String missing(Group group) {
        return group.states().entrySet().stream().filter(state -> !Coverage.NOT_MISSING.contains(state.getKey()))
                .sorted((one, other) -> Long.compare(other.getValue(), one.getValue()))
                .map(state -> state.getKey() + " " + Numbers.whole(state.getValue()))
                .collect(Collectors.joining(", "));
    }
}
