package io.microtape.standalone.command;

import io.microtape.runtime.cost.CaptureEstimate;
import io.microtape.runtime.cost.CellEstimate;
import io.microtape.manifest.estimate.EstimateScore;
import io.microtape.manifest.estimate.FigureScore;
import io.microtape.manifest.estimate.ManifestEstimate;
import io.microtape.runtime.cost.Total;
import io.microtape.runtime.cost.Totals;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** An estimate, and how one did, in lines for a terminal. */
final class EstimateText {
    private static final double MB = 1e6;

    private EstimateText() {}

    static List<String> lines(ManifestEstimate manifest) {
        CaptureEstimate estimate = manifest.estimate();
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, "estimate  %s, %,d windows, %,d captures", manifest.manifestId(),
                estimate.windows(),
                estimate.total().captures()));
        lines.addAll(cost(estimate.total()));
        lines.add(String.format(Locale.ROOT, "  hours are bound by %s", estimate.hoursBoundBy()));
        estimate.byTape().forEach((tape, totals) -> {
            lines.add(tape.word());
            totals(lines, totals);
        });
        lines.add(String.format(Locale.ROOT, "cells     %-22s %-6s %-6s %8s %10s %10s  %s", "event type", "", "tape",
                "captures", "MB p50",
                "p90", "from"));
        estimate.cells().forEach(cell -> lines.add(cell(cell)));
        manifest.score().ifPresent(score -> {
            lines.add(String.format(Locale.ROOT, "score     %s", line(score)));
            lines.add(String.format(Locale.ROOT, "  %-14s %9s %14s %14s %14s  %5s", "", "captures", "p50", "p90",
                    "actual", "ratio"));
            score.figures().forEach(figure -> lines.add(scored(figure)));
        });
        return lines;
    }

    /** What some captures will cost. */
    static List<String> cost(Totals totals) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, "  %-14s %14s %14s  from", "", "p50", "p90"));
        totals(lines, totals);
        return lines;
    }

    /** How the estimate of the build did, in one line. */
    static String line(EstimateScore score) {
        return String.format(Locale.ROOT,
                "%,d of %,d captures answered (%.1f %%), against the estimate of the build: %s", score.answered(),
                score.captures(), 100 * score.share(),
                score.figures().stream()
                        .map(figure -> String.format(Locale.ROOT, "%s %s of p50, %s", word(figure.name()),
                                ratio(figure), word(figure.placement())))
                        .collect(Collectors.joining("; ")));
    }

    private static void totals(List<String> lines, Totals totals) {
        lines.add(total("requests", "%,.0f", 1, totals.requests()));
        rows(lines, "rows received", totals.rowsReceived());
        rows(lines, "rows kept", totals.rowsKept());
        lines.add(total("MB", "%,.1f", MB, totals.bytes()));
        lines.add(total("hours", "%,.3f", 1, totals.hours()));
    }

    private static void rows(List<String> lines, String name, Optional<Total> rows) {
        lines.add(rows.map(known -> total(name, "%,.0f", 1, known))
                .orElseGet(() -> String.format(Locale.ROOT, "  %-14s %14s %14s  nothing measured", name, "unknown",
                        "unknown")));
    }

    private static String total(String name, String form, double unit, Total total) {
        return String.format(Locale.ROOT, "  %-14s %14s %14s  %s", name,
                String.format(Locale.ROOT, form, total.p50() / unit),
                String.format(Locale.ROOT, form, total.p90() / unit),
                total.origin());
    }

    private static String cell(CellEstimate cell) {
        return String.format(Locale.ROOT, "  %-30s %-6s %-6s %,8d %,10.2f %,10.2f  %s %d", cell.kind().eventType(),
                cell.kind().session(),
                cell.kind().tape().word(), cell.captures(), cell.bytes().p50() / MB, cell.bytes().p90() / MB,
                cell.bytes().provenance(), cell.bytes().captures());
    }

    private static String scored(FigureScore figure) {
        boolean bytes = figure.name().equals("bytes");
        String form = bytes ? "%,.1f" : figure.name().equals("hours") ? "%,.4f" : "%,.0f";
        double unit = bytes ? MB : 1;
        return String.format(Locale.ROOT, "  %-14s %,9d %14s %14s %14s  %5s  %s", bytes ? "MB" : word(figure.name()),
                figure.captures(),
                String.format(Locale.ROOT, form, figure.p50() / unit),
                String.format(Locale.ROOT, form, figure.p90() / unit),
                String.format(Locale.ROOT, form, figure.actual() / unit),
                ratio(figure), word(figure.placement()));
    }

    private static String ratio(FigureScore figure) {
        return figure.ratio().map(ratio -> String.format(Locale.ROOT, "%.3g", ratio)).orElse("-");
    }

    private static String word(String name) {
        return name.replace('_', ' ');
    }
}
