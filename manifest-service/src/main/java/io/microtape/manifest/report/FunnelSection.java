package io.microtape.manifest.report;

import static io.microtape.runtime.markdown.Numbers.tenths;
import static io.microtape.runtime.markdown.Numbers.whole;

import io.microtape.runtime.markdown.BarChart;
import io.microtape.runtime.markdown.Page;
import io.microtape.runtime.markdown.TextTable;

import io.microtape.manifest.BuiltManifest;
import io.microtape.manifest.selection.FunnelStep;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What each stage left, as a chart and as a table. */
final class FunnelSection {
    private static final double PERCENT = 100;

    private FunnelSection() {}

    static void write(BuiltManifest manifest, Page page) {
        page.section("Funnel");
        page.chart(chart(manifest.inputRows(), manifest.funnel()));
        var table = new TextTable("stage", ">in", ">rejected", ">out", "reasons");
        manifest.funnel().forEach(step -> table.row(step.stage(), whole(step.in()), whole(step.rejected()),
                whole(step.out()), reasons(step)));
        page.table(table);
    }

    static BarChart chart(int rows, List<FunnelStep> funnel) {
        var chart = new BarChart().bar("rows read", rows);
        funnel.forEach(step -> chart.bar("after " + step.stage(), step.out(), whole(step.out()),
                rows == 0 ? "" : tenths(step.out() * PERCENT / rows) + " %"));
        return chart;
    }

    /** The reasons of a stage, those with most rejections first. */
    static List<Map.Entry<String, Integer>> mostFirst(FunnelStep step) {
        return step.reasons().entrySet().stream().sorted(Map.Entry.<String, Integer>comparingByValue().reversed()
                .thenComparing(Map.Entry.comparingByKey())).toList();
    }

    private static String reasons(FunnelStep step) {
        return mostFirst(step).stream().map(reason -> reason.getKey() + " " + whole(reason.getValue()))
                .collect(Collectors.joining(", "));
    }
}
