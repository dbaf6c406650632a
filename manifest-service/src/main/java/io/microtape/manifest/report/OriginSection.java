package io.microtape.manifest.report;

import static io.microtape.manifest.report.Numbers.plain;
import static io.microtape.manifest.report.Numbers.tenths;
import static io.microtape.manifest.report.Numbers.whole;

import io.microtape.manifest.BuiltManifest;
import io.microtape.manifest.checks.CaptureEstimate;
import io.microtape.manifest.checks.Reproducibility;
import io.microtape.manifest.enrichment.SessionLabels;
import io.microtape.manifest.input.FileIdentity;
import java.util.List;

/** What the manifest will cost, and what it was made from. */
final class OriginSection {
    private static final double PERCENT = 100;

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
        page.say("Of %s windows. Where the figures come from: %s.".formatted(whole(estimate.windows()),
                estimate.provenance()));
        page.table(new TextTable("", ">half the time below", ">nine times in ten below", "unit")
                .row("storage", plain(estimate.storageGbP50()), plain(estimate.storageGbP90()), "GB of 10^9 bytes")
                .row("time", plain(estimate.daysP50()), plain(estimate.daysP90()), "days of uninterrupted download"));
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
        page.table(files);
    }

    private static void files(String kind, List<FileIdentity> files, TextTable table) {
        files.forEach(file -> table.row(kind, file.name(), whole(file.rows()), whole(file.bytes()), file.sha256()));
    }
}
