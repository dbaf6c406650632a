package io.microtape.manifest.report;

import static io.microtape.runtime.markdown.Numbers.plain;
import static io.microtape.runtime.markdown.Numbers.tenths;
import static io.microtape.runtime.markdown.Numbers.whole;

import io.microtape.runtime.markdown.BarChart;
import io.microtape.runtime.markdown.Page;
import io.microtape.runtime.markdown.TextTable;

import io.microtape.manifest.BuiltManifest;
import io.microtape.manifest.checks.Reproducibility;
import io.microtape.manifest.enrichment.SessionLabels;
import io.microtape.runtime.cost.CaptureEstimate;
import io.microtape.runtime.cost.Total;
import io.microtape.runtime.cost.Totals;
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
        page.say("Of %s windows, as the ledger knew at the time of this build. What bounds the hours: %s.".formatted(
                whole(estimate.windows()), estimate.hoursBoundBy()));
        var table = new TextTable("", "quantity", ">even odds below", ">nine in ten below", "resting on");
        estimate.byTape().forEach((tape, totals) -> totals(tape.word(), totals, table));
        totals("all", estimate.total(), table);
        page.table(table);
    }

    private static void totals(String name, Totals totals, TextTable table) {
        table.row(name, "captures", whole(totals.captures()), whole(totals.captures()), "");
        total("requests", 1, totals.requests(), table);
        totals.rowsKept().ifPresent(rows -> total("rows in the lake", 1, rows, table));
        total("GB of 10^9 bytes", BYTES_PER_GB, totals.bytes(), table);
        total("hours of uninterrupted download", 1, totals.hours(), table);
    }

    private static void total(String quantity, double unit, Total total, TextTable table) {
        table.row("", quantity, plain(total.p50() / unit), plain(total.p90() / unit), total.origin());
    }

    private static void reproducibility(BuiltManifest manifest, Page page) {
        Reproducibility made = manifest.reproducibility();
        page.section("Reproducibility");
        page.say("The same inputs, profile and versions give this manifest again, with the same id.");
        page.table(new TextTable("what", "value").row("manifest id", manifest.manifestId())
                .row("content hash", manifest.contentHash()).row("configuration hash", made.configHash())
                .row("appended to", manifest.parentId().orElse("nothing")).row("profile", manifest.profile())
                .row("enrichment version", made.enrichmentVersion())
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
