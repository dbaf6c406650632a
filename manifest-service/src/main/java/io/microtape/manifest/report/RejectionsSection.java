package io.microtape.manifest.report;

import static io.microtape.runtime.markdown.Numbers.plain;
import static io.microtape.runtime.markdown.Numbers.whole;

import io.microtape.runtime.markdown.BarChart;
import io.microtape.runtime.markdown.Page;
import io.microtape.runtime.markdown.TextTable;

import io.microtape.manifest.BuiltManifest;
import io.microtape.manifest.selection.FunnelStep;
import java.time.Instant;
import java.util.List;

/** Why rows were rejected, and a few rejections of every kind. */
final class RejectionsSection {
    private RejectionsSection() {}

    static void write(BuiltManifest manifest, Page page) {
        page.section("Rejections");
        if (manifest.rejected() == 0) {
            page.say("Nothing was rejected.");
            return;
        }
        page.chart(chart(manifest.funnel()));
        page.subsection("Sample");
        page.say(("%s of %s rejections, of every reason and within it of every event type and session as far as places "
                + "go. `alike` counts the rows of the same reason, type and session; all of them are in "
                + "rejections.parquet.").formatted(whole(manifest.rejectionsSample().size()),
                        whole(manifest.rejected())));
        var table = new TextTable("reason", "event type", "session", "symbol", "event minute, UTC", ">score",
                ">observed",
                ">threshold", ">alike", "also failed");
        manifest.rejectionsSample()
                .forEach(row -> table.row(row.reason(), row.eventType().orElse(""), row.session(),
                        row.symbol().orElse(""), row.timestamp().map(Instant::toString).orElse(""),
                        plain(row.scoreRaw()), plain(row.observed()), plain(row.threshold()), whole(row.alike()),
                        row.alsoFailed()));
        page.table(table);
    }

    private static BarChart chart(List<FunnelStep> funnel) {
        var chart = new BarChart();
        funnel.forEach(step -> FunnelSection.mostFirst(step).forEach(
                reason -> chart.bar(reason.getKey(), reason.getValue(), whole(reason.getValue()), step.stage())));
        return chart;
    }
}
