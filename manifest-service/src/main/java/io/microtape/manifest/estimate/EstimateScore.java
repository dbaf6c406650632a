package io.microtape.manifest.estimate;

import io.microtape.runtime.cost.CaptureEstimate;
import io.microtape.runtime.cost.CaptureKind;
import io.microtape.runtime.cost.CellEstimate;
import io.microtape.runtime.cost.Figure;
import io.microtape.runtime.cost.Quantity;
import io.microtape.runtime.ledger.CostQuery.Cost;
import io.microtape.runtime.ledger.Moments;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * The estimate of a build beside what happened. Like is compared with like: of each kind of capture, the estimate is taken
 * for as many captures as were answered by now. Captures that were refused or failed, or are still to be asked, are on
 * neither side; hours compare only captures whose time is known.
 *
 * @param captures captures of the manifest
 * @param answered those in the lake, and those the vendor has no rows for
 * @param share    {@code answered / captures}
 * @param figures  without the rows when the build could not estimate them
 */
public record EstimateScore(long captures, long answered, double share, List<FigureScore> figures) {
    private static final double MILLIS_PER_HOUR = 3_600_000;

    /**
     * Scores an estimate.
     *
     * @param actual     what the manifest's captures cost
     * @param busyMillis wall-clock time during which any of them was being fetched
     */
    public static EstimateScore of(CaptureEstimate built, List<Cost> actual, long busyMillis) {
        var scored = new Scored(built.cells().stream().collect(Collectors.toMap(CellEstimate::kind, cell -> cell)),
                actual.stream().collect(Collectors.toMap(CaptureKind::of, cost -> cost)));
        List<FigureScore> figures = new ArrayList<>();
        scored.figure("requests", Quantity.REQUESTS, cell -> Optional.of(cell.requests())).ifPresent(figures::add);
        scored.figure("rows_received", Quantity.ROWS_RECEIVED, CellEstimate::rowsReceived).ifPresent(figures::add);
        scored.figure("rows_kept", Quantity.ROWS_KEPT, CellEstimate::rowsKept).ifPresent(figures::add);
        scored.figure("bytes", Quantity.BYTES, cell -> Optional.of(cell.bytes())).ifPresent(figures::add);
        scored.figure("hours", Quantity.MILLIS, cell -> Optional.of(cell.hours()))
                .map(hours -> onTheClock(hours, built, busyMillis)).ifPresent(figures::add);
        long answered = actual.stream().mapToLong(cost -> cost.bytes().count()).sum();
        int captures = built.total().captures();
        return new EstimateScore(captures, answered, captures == 0 ? 0 : (double) answered / captures, figures);
    }

    /**
     * Workers' time added up is not the time of the run: actual is the clock's, and the estimate is lengthened as the whole
     * one was where the budget of requests and not the workers bound it.
     */
    private static FigureScore onTheClock(FigureScore work, CaptureEstimate built, long busyMillis) {
        return FigureScore.of(work.name(), work.captures(),
                onTheClock(work.p50(), built.total().hours().p50(), built, Figure::p50),
                onTheClock(work.p90(), built.total().hours().p90(), built, Figure::p90), busyMillis / MILLIS_PER_HOUR);
    }

    private static double onTheClock(double work, double total, CaptureEstimate built,
            ToDoubleFunction<Figure> percentile) {
        double allWork = built.cells().stream().map(CellEstimate::hours).mapToDouble(percentile).sum();
        return allWork == 0 ? total : total * work / allWork;
    }

    private record Scored(Map<CaptureKind, CellEstimate> built, Map<CaptureKind, Cost> actual) {
        /** Empty when nothing is there to compare. */
        Optional<FigureScore> figure(String name, Quantity quantity,
                Function<CellEstimate, Optional<Figure>> figureOf) {
            double p50 = 0;
            double p90 = 0;
            Moments compared = Moments.NONE;
            for (var kind : actual.entrySet()) {
                CellEstimate cell = built.get(kind.getKey());
                Moments measured = quantity.measured(kind.getValue());
                if (cell != null && figureOf.apply(cell).isPresent()) {
                    Figure figure = figureOf.apply(cell).get();
                    double share = (double) measured.count() / cell.captures();
                    p50 += figure.p50() * share;
                    p90 += figure.p90() * share;
                    compared = compared.plus(measured);
                }
            }
            return compared.count() == 0
                    ? Optional.empty()
                    : Optional.of(FigureScore.of(name, compared.count(), p50, p90, compared.sum()));
        }
    }
}
