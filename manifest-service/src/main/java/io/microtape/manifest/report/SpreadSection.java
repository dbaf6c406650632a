package io.microtape.manifest.report;

import static io.microtape.runtime.markdown.Numbers.tenths;
import static io.microtape.runtime.markdown.Numbers.whole;

import io.microtape.runtime.markdown.BarChart;
import io.microtape.runtime.markdown.Numbers;
import io.microtape.runtime.markdown.Page;
import io.microtape.runtime.markdown.TextTable;

import io.microtape.manifest.BuiltManifest;
import io.microtape.manifest.checks.Tally;
import java.util.Map;

/** How the events spread over event types, symbols and time. */
final class SpreadSection {
    private SpreadSection() {}

    static void write(BuiltManifest manifest, Page page) {
        page.section("Event types");
        tallies("event type", manifest.eventTypes(), page);
        symbols(manifest, page);
        page.section("Months");
        if (!manifest.dates().months().isEmpty()) {
            tallies("month", manifest.dates().months(), page);
        }
        var days = new TextTable("busiest date", ">events", ">percent");
        manifest.dates().busiestDays()
                .forEach(day -> days.row(day.date().toString(), whole(day.events()), tenths(day.pct())));
        page.table(days);
    }

    private static void tallies(String title, Map<String, Tally> tallies, Page page) {
        var table = new TextTable(title, ">distinct events", ">percent", ">selected", ">percent of the manifest");
        var chart = new BarChart();
        tallies.forEach((name, tally) -> {
            table.row(name, whole(tally.candidates()), tenths(tally.candidatesPct()), whole(tally.selected()),
                    tenths(tally.selectedPct()));
            chart.bar(name, tally.selected());
        });
        page.table(table).chart(chart);
    }

    private static void symbols(BuiltManifest manifest, Page page) {
        var concentration = manifest.concentration();
        page.section("Concentration");
        page.say(
                ("%s symbols. The busiest holds %s %% of the events, the busiest five %s %%, the busiest twenty %s %%. "
                        + "Herfindahl index %s: as concentrated as %s symbols with equally many events.").formatted(
                                whole(concentration.symbols()), tenths(concentration.top1Pct()),
                                tenths(concentration.top5Pct()), tenths(concentration.top20Pct()),
                                Numbers.plain(concentration.herfindahl()), tenths(concentration.effectiveSymbols())));
        var before = manifest.concentrationBefore();
        page.say(
                "Before the selection: %s symbols; the busiest held %s %%, five %s %%, twenty %s %%, as concentrated as %s symbols."
                        .formatted(whole(before.symbols()), tenths(before.top1Pct()), tenths(before.top5Pct()),
                                tenths(before.top20Pct()), tenths(before.effectiveSymbols())));
        var table = new TextTable("busiest symbol", ">events", ">percent");
        manifest.busiestSymbols()
                .forEach(share -> table.row(share.symbol(), whole(share.events()), tenths(share.pct())));
        page.table(table);
    }
}
