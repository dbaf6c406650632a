package io.microtape.runtime.cost;

import io.microtape.runtime.cost.CostPools.Ground;
import io.microtape.runtime.cost.CostPools.Pool;
import io.microtape.model.capture.Tape;
import io.microtape.runtime.ledger.CostQuery.Cost;
import io.microtape.runtime.ledger.Moments;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Says what capturing a manifest will cost, from captures that were answered before: those of the same event type and
 * session where there are at least 20 ({@code cell}), else of the same session, else of all, always of the same tape, window
 * and quote policy; else from {@link Placeholders}.
 * <p>
 * The percentiles are of the total, not of one window. The total of n captures, of whose kind m were measured with mean
 * <i>a</i> and standard deviation <i>s</i>, is at p50 {@code n a} and at p90
 * {@code n (a + 1.2816 s sqrt(1/m + 1/n))}: the spread of the sum itself and of the mean that a sample of m gives. A sum of
 * medians would be passed nearly every time, because a few busy windows hold most of the bytes; a sum of 90th percentiles
 * would say twice the truth and refuse manifests that fit. The figures of several kinds are added up, p90 to p90, as if they
 * were wrong together: they come from the same pilot and the same market. So more captures before mean a narrower estimate.
 * <p>
 * Hours are the time that workers take, added up over the captures and divided by {@code downloader.workers}, but never less
 * than the requests take at {@code polygon.requests_per_second}.
 */
public final class Estimator {
    private static final double Z90 = 1.2816;
    private static final double MILLIS_PER_HOUR = 3_600_000;
    private static final double SECONDS_PER_HOUR = 3_600;

    private final Supplier<List<Cost>> costs;
    private final Pace pace;

    /**
     * @param costs what captures cost so far, asked for at each estimate
     */
    public Estimator(Supplier<List<Cost>> costs, Pace pace) {
        this.costs = costs;
        this.pace = pace;
    }

    /** A cell with the pools that its figures rest on. */
    private record Part(CellEstimate cell, Map<Quantity, Ground> grounds) {}

    /**
     * What a whole manifest will cost, cell by cell.
     *
     * @param kinds how many captures of each kind it asks for
     * @param tapes the tapes it asks for, also where there is nothing to capture
     */
    public CaptureEstimate of(SortedMap<CaptureKind, Integer> kinds, Collection<Tape> tapes) {
        var pools = new CostPools(costs.get());
        List<Part> parts = new ArrayList<>();
        kinds.forEach((kind, captures) -> parts.add(part(pools, kind, captures, tapes.size())));
        Totals total = totals(parts);
        SortedMap<Tape, Totals> byTape = new TreeMap<>();
        for (Tape tape : tapes) {
            byTape.put(tape, totals(parts.stream().filter(part -> part.cell().kind().tape() == tape).toList()));
        }
        return new CaptureEstimate(total.captures() / tapes.size(), atBudget(total), boundBy(total), byTape,
                parts.stream().map(Part::cell).toList());
    }

    /** What captures of these kinds, so many of each, will cost together. */
    public Totals of(SortedMap<CaptureKind, Integer> kinds) {
        var pools = new CostPools(costs.get());
        int tapes = (int) kinds.keySet().stream().map(CaptureKind::tape).distinct().count();
        List<Part> parts = new ArrayList<>();
        kinds.forEach((kind, captures) -> parts.add(part(pools, kind, captures, tapes)));
        return atBudget(totals(parts));
    }

    private Part part(CostPools pools, CaptureKind kind, int captures, int tapes) {
        Map<Quantity, Ground> grounds = new EnumMap<>(Quantity.class);
        for (Quantity quantity : Quantity.values()) {
            pools.ground(kind, quantity).ifPresent(ground -> grounds.put(quantity, ground));
        }
        return new Part(new CellEstimate(kind, captures,
                figure(grounds, Quantity.REQUESTS, captures).orElseGet(() -> Placeholders.requests(captures)),
                figure(grounds, Quantity.ROWS_RECEIVED, captures), figure(grounds, Quantity.ROWS_KEPT, captures),
                figure(grounds, Quantity.BYTES, captures)
                        .orElseGet(() -> Placeholders.bytes(kind.tape(), captures)),
                figure(grounds, Quantity.MILLIS, captures).map(this::hours)
                        .orElseGet(() -> Placeholders.hours(captures, tapes))),
                grounds);
    }

    private static Optional<Figure> figure(Map<Quantity, Ground> grounds, Quantity quantity, int captures) {
        return Optional.ofNullable(grounds.get(quantity)).map(ground -> {
            Moments measured = ground.measured();
            double margin = Z90 * measured.deviation() * Math.sqrt(1.0 / measured.count() + 1.0 / captures);
            return new Figure(captures * measured.mean(), captures * (measured.mean() + margin),
                    ground.pool().width().word(), measured.count());
        });
    }

    private Figure hours(Figure millis) {
        double share = MILLIS_PER_HOUR * pace.workers();
        return new Figure(millis.p50() / share, millis.p90() / share, millis.provenance(), millis.captures());
    }

    private static Totals totals(List<Part> parts) {
        return new Totals(parts.stream().mapToInt(part -> part.cell().captures()).sum(),
                total(parts, Quantity.REQUESTS, cell -> Optional.of(cell.requests())).orElseThrow(),
                total(parts, Quantity.ROWS_RECEIVED, CellEstimate::rowsReceived),
                total(parts, Quantity.ROWS_KEPT, CellEstimate::rowsKept),
                total(parts, Quantity.BYTES, cell -> Optional.of(cell.bytes())).orElseThrow(),
                total(parts, Quantity.MILLIS, cell -> Optional.of(cell.hours())).orElseThrow());
    }

    /** The sum of a figure; empty when a cell does not have it. */
    private static Optional<Total> total(List<Part> parts, Quantity quantity,
            Function<CellEstimate, Optional<Figure>> figureOf) {
        double p50 = 0;
        double p90 = 0;
        Map<String, Integer> from = new TreeMap<>();
        Map<Pool, Long> pools = new HashMap<>();
        for (Part part : parts) {
            Optional<Figure> found = figureOf.apply(part.cell());
            if (found.isEmpty()) {
                return Optional.empty();
            }
            Figure figure = found.get();
            p50 += figure.p50();
            p90 += figure.p90();
            from.merge(figure.provenance(), part.cell().captures(), Integer::sum);
            Optional.ofNullable(part.grounds().get(quantity))
                    .ifPresent(ground -> pools.put(ground.pool(), ground.measured().count()));
        }
        // A pool inside another that is used too must not count twice.
        long captures = pools.keySet().stream()
                .filter(pool -> pools.keySet().stream().noneMatch(other -> other.holds(pool)))
                .mapToLong(pools::get).sum();
        return Optional.of(new Total(p50, p90, from, captures));
    }

    private Totals atBudget(Totals total) {
        Total hours = total.hours();
        return new Totals(total.captures(), total.requests(), total.rowsReceived(), total.rowsKept(), total.bytes(),
                new Total(Math.max(hours.p50(), hoursAtBudget(total.requests().p50())),
                        Math.max(hours.p90(), hoursAtBudget(total.requests().p90())), hours.from(),
                        hours.captures()));
    }

    private String boundBy(Totals total) {
        if (hoursAtBudget(total.requests().p50()) > total.hours().p50()) {
            return "requests_per_second";
        }
        return total.hours().captures() > 0 ? "workers" : Provenance.PLACEHOLDER.word();
    }

    private double hoursAtBudget(double requests) {
        return requests / pace.requestsPerSecond() / SECONDS_PER_HOUR;
    }
}
