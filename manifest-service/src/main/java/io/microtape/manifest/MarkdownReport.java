package io.microtape.manifest;

import io.microtape.manifest.checks.SymbolShare;
import io.microtape.manifest.checks.Tally;
import io.microtape.manifest.estimate.Totals;
import io.microtape.manifest.selection.FunnelStep;
import io.microtape.model.manifest.Check;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code report.md}: a build for people to read. */
final class MarkdownReport {
    private static final double BYTES_PER_GB = 1e9;

    private final StringBuilder text = new StringBuilder();

    private MarkdownReport() {}

    static String of(BuiltManifest manifest) {
        var report = new MarkdownReport();
        report.line("# Manifest %s: %s", manifest.manifestId(), manifest.verdict());
        report.line("%n%,d input rows, %,d of them duplicates; %,d selected, %,d rejected.", manifest.inputRows(),
                manifest.duplicates(), manifest.selected(), manifest.rejected());
        report.checks(manifest.checks());
        report.funnel(manifest.funnel());
        report.tallies("Sessions", manifest.sessions());
        report.tallies("Event types", manifest.eventTypes());
        report.labels(manifest);
        report.symbols(manifest.busiestSymbols());
        report.estimate(manifest);
        return report.text.toString();
    }

    private void checks(List<Check> checks) {
        table("Checks", "check", "value", "threshold", "unit", "outcome", "remark");
        checks.forEach(check -> row(check.name(), check.value() == null ? "" : number(check.value()),
                check.threshold(), check.unit(), check.outcome(), check.detail()));
    }

    private void funnel(List<FunnelStep> funnel) {
        table("Funnel", "stage", "in", "rejected", "out", "reasons");
        funnel.forEach(step -> row(step.stage(), step.in(), step.rejected(), step.out(), step.reasons().entrySet()
                .stream().map(reason -> reason.getKey() + " " + whole(reason.getValue()))
                .collect(Collectors.joining(", "))));
    }

    private void tallies(String title, Map<String, Tally> tallies) {
        table(title, "", "candidates", "selected", "percent of the manifest");
        tallies.forEach((name, tally) -> row(name, tally.candidates(), tally.selected(), number(tally.selectedPct())));
    }

    private void labels(BuiltManifest manifest) {
        var labels = manifest.sessionLabels();
        line("%n## Session labels of the input%n");
        line("%,d rows carry a label; %,d of them (%.1f %%) disagree with the market calendar and were recomputed.",
                labels.rowsWithLabel(), labels.corrected(), labels.shareCorrected() * 100);
        if (labels.corrected() > 0) {
            table("Corrections", "given -> computed", "rows");
            labels.changes().forEach((change, rows) -> row(change, rows));
        }
    }

    private void symbols(List<SymbolShare> symbols) {
        table("Busiest symbols", "symbol", "events", "percent of the manifest");
        symbols.forEach(share -> row(share.symbol(), share.events(), number(share.pct())));
    }

    private void estimate(BuiltManifest manifest) {
        var estimate = manifest.estimate();
        table("Estimate", "", "captures", "requests p50", "p90", "GB p50", "p90", "hours p50", "p90", "GB from");
        estimate.byTape().forEach((tape, totals) -> estimate(tape.word(), totals));
        estimate("all", estimate.total());
        line("%n%,d windows. Hours are bound by %s.", estimate.windows(), estimate.hoursBoundBy());
    }

    private void estimate(String name, Totals totals) {
        row(name, totals.captures(), number(totals.requests().p50()), number(totals.requests().p90()),
                number(totals.bytes().p50() / BYTES_PER_GB), number(totals.bytes().p90() / BYTES_PER_GB),
                number(totals.hours().p50()), number(totals.hours().p90()), totals.bytes().origin());
    }

    private void table(String title, String... columns) {
        line("%n## %s%n", title);
        row((Object[]) columns);
        line("|%s", "---|".repeat(columns.length));
    }

    private void row(Object... cells) {
        line("| %s |", Stream.of(cells).map(cell -> cell instanceof Integer count ? whole(count) : cell.toString())
                .map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ")));
    }

    private static String whole(int count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value == Math.rint(value) ? "%,.0f" : "%,.3f", value);
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format.replace("%n", "\n"), values)).append('\n');
    }
}
