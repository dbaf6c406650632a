package io.microtape.manifest.report;

import static io.microtape.runtime.markdown.Numbers.tenths;
import static io.microtape.runtime.markdown.Numbers.whole;

import io.microtape.runtime.markdown.BarChart;
import io.microtape.runtime.markdown.Numbers;
import io.microtape.runtime.markdown.Page;
import io.microtape.runtime.markdown.TextTable;

import io.microtape.manifest.checks.Tally;
import io.microtape.manifest.selection.QuotaReport;
import io.microtape.manifest.selection.QuotaReport.Shortfall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Sessions and the parts of regular hours: target against achieved, and what stood in the way. */
final class BalanceSection {
    private BalanceSection() {}

    static void write(QuotaReport quotas, Map<String, Tally> sessions, Page page) {
        page.section("Sessions");
        page.say(quotas.enforced()
                ? "The quotas decided. %s".formatted(quotas.bandsHold()
                        ? "Every session is within its band."
                        : "Not every session could be brought within its band.")
                : "The quotas were only measured: `intraday_manifest.enforce_quotas` is false.");
        var table = new TextTable("session", ">distinct events", ">passed rules and caps", ">selected", ">percent",
                ">target", ">allowed", "within");
        var chart = new BarChart();
        quotas.sessions().forEach(session -> {
            String allowed = "%s to %s".formatted(Numbers.plain(session.minPct()), Numbers.plain(session.maxPct()));
            Tally tally = sessions.get(session.session());
            table.row(session.session(), whole(tally == null ? 0 : tally.candidates()), whole(session.available()),
                    whole(session.selected()), tenths(session.selectedPct()), tenths(session.targetPct()), allowed,
                    session.bandHolds() ? "yes" : "**no**");
            chart.bar(session.session() + " achieved", session.selectedPct(), tenths(session.selectedPct()) + " %",
                    "allowed " + allowed);
            chart.bar(session.session() + " target", session.targetPct(), tenths(session.targetPct()) + " %", "");
        });
        page.table(table).chart(chart);
        page.list(obstacles(quotas));
        buckets(quotas, page);
    }

    private static List<String> obstacles(QuotaReport quotas) {
        List<String> sentences = new ArrayList<>();
        quotas.relaxations()
                .forEach(step -> sentences.add("%s was relaxed, step %s: %s; %s of the selected events needed it."
                        .formatted(step.session(), whole(step.step()), step.words(), whole(step.selected()))));
        quotas.shortfalls().stream().map(Shortfall::words).map(words -> words + ".").forEach(sentences::add);
        if (!sentences.isEmpty() && quotas.relaxations().isEmpty() && quotas.enforced()) {
            sentences.add("No relaxation of thresholds gave %s events within the bands, so none was kept."
                    .formatted(whole(quotas.fewestEvents())));
        }
        return sentences;
    }

    private static void buckets(QuotaReport quotas, Page page) {
        if (quotas.buckets().isEmpty()) {
            return;
        }
        page.section("Parts of regular hours");
        page.say(quotas.bucketsEnforced()
                ? "New York time. Each part was given slots by its share; slots that it could not fill went to the best "
                        + "events of the session."
                : "New York time. The shares were only measured: `intraday_manifest.enforce_time_buckets` is false.");
        var table = new TextTable("part", ">passed rules and caps", ">slots", ">selected", ">percent", ">target");
        var chart = new BarChart();
        quotas.buckets().forEach(bucket -> {
            table.row(bucket.bucket(), whole(bucket.available()), whole(bucket.slots()), whole(bucket.selected()),
                    tenths(bucket.selectedPct()), tenths(bucket.targetPct()));
            chart.bar(bucket.bucket() + " achieved", bucket.selectedPct(), tenths(bucket.selectedPct()) + " %", "");
            chart.bar(bucket.bucket() + " target", bucket.targetPct(), tenths(bucket.targetPct()) + " %", "");
        });
        page.table(table).chart(chart);
    }
}
