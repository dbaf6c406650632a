package io.microtape.manifest.report;

import static io.microtape.manifest.report.Numbers.plain;
import static io.microtape.manifest.report.Numbers.tenths;
import static io.microtape.manifest.report.Numbers.whole;

import io.microtape.manifest.BuiltManifest;
import io.microtape.manifest.checks.Reproducibility;
import io.microtape.manifest.enrichment.SessionLabels;
import io.microtape.manifest.estimate.CaptureEstimate;
import io.microtape.manifest.estimate.Totals;
import io.microtape.manifest.input.FileIdentity;
import java.util.List;

/** What the manifest will cost, and what it was made from. */
final class OriginSection {
    private static final double PERCENT = 100;
    private static final double BYTES_PER_GB = 1e9;

    private OriginSection() {}

    static void write(BuiltManifest manifest, Page page) {
        labels(manifest.sessionLabels(), page);
        estimate(manifest.estimate(), page);
        reproducibility(manifest, page);
    }

    private static void labels(SessionLabels labels, Page page) {
        page.section("Session labels of the input");
        if (labels.rowsWithLabel() == 0) {
            page.say("The events carry no session labels; sessions are computed from the market calendar.");
            return;
        }
        page.say("%s rows carry a label; %s of them (%s %%) disagree with the market calendar and are corrected."
                .formatted(whole(labels.rowsWithLabel()), whole(labels.corrected()),
                        tenths(labels.shareCorrected() * PERCENT)));
        if (labels.corrected() > 0) {
            var chart = new BarChart();
            labels.changes().forEach(chart::bar);
            page.chart(chart);
        }
    }

    private static void estimate(CaptureEstimate estimate, Page page) {
        page.section("Estimate");
        page.say("Of %s windows; p50 is exceeded as often as not, p90 one time in ten. Hours are bound by %s."
                .formatted(whole(estimate.windows()), estimate.hoursBoundBy()));
        var table = new TextTable("tape", ">captures", ">requests p50", ">p90", ">GB p50", ">p90", ">hours p50", ">p90",
                "GB from");
        estimate.byTape().forEach((tape, totals) -> row(tape.word(), totals, table));
        row("all", estimate.total(), table);
        page.table(table);
    }

    private static void row(String name, Totals totals, TextTable table) {
        table.row(name, whole(totals.captures()), plain(totals.requests().p50()), plain(totals.requests().p90()),
                plain(totals.bytes().p50() / BYTES_PER_GB), plain(totals.bytes().p90() / BYTES_PER_GB),
                plain(totals.hours().p50()), plain(totals.hours().p90()), totals.bytes().origin());
    }

    private static void reproducibility(BuiltManifest manifest, Page page) {
        Reproducibility made = manifest.reproducibility();
        page.section("Reproducibility");
        page.say("The same inputs, profile and versions give this manifest again, with the same id.");
        page.table(new TextTable("what", "value").row("manifest id", manifest.manifestId())
                .row("content hash", manifest.contentHash()).row("configuration hash", made.configHash())
                .row("profile", manifest.profile()).row("enrichment version", made.enrichmentVersion())
                .row("recipe version", made.recipeVersion()).row("software version", made.softwareVersion()));
        var files = new TextTable("input", "file", ">rows", ">bytes", "sha-256");
        files("events", made.events(), files);
        files("daily bars", made.dailyBars(), files);
        files("minute bars", made.minuteBars(), files);
        page.table(files);
        if (manifest.barGaps().sessions() > 0) {
            page.say("%s symbols of the daily bars lack a bar on %s trading days between their first and their last."
                    .formatted(whole(manifest.barGaps().symbols()), whole(manifest.barGaps().sessions())));
        }
        manifest.parentId().ifPresent(parent -> page.say("Its events of selection_reason `kept` are those of %s."
                .formatted(parent)));
    }

    private static void files(String kind, List<FileIdentity> files, TextTable table) {
        files.forEach(file -> table.row(kind, file.name(), whole(file.rows()), whole(file.bytes()), file.sha256()));
    }
}
