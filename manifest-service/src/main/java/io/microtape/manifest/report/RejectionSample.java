package io.microtape.manifest.report;

import io.microtape.manifest.events.EventTable;
import io.microtape.manifest.input.Timestamps;
import io.microtape.manifest.selection.Decisions;
import io.microtape.manifest.selection.Reason;
import io.microtape.manifest.selection.RowSort;
import io.microtape.manifest.selection.Selection;
import io.microtape.runtime.table.Column;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A few rejections that show every kind of them. Places are shared evenly among the reasons; within a reason they go to
 * the event types and sessions shown least so far. From each stratum come rows at even distances in the order of
 * {@code rejections.parquet}: the same rejections give the same sample.
 */
public final class RejectionSample {
    private final Selection selection;
    private final EventTable events;
    private final Decisions decisions;

    private RejectionSample(Selection selection) {
        this.selection = selection;
        this.events = selection.events();
        this.decisions = selection.decisions();
    }

    /** At most {@code most} rejections, by stage and reason, event type and session. */
    public static List<SampledRejection> of(Selection selection, int most) {
        var sample = new RejectionSample(selection);
        List<List<Stratum>> reasons = sample.strataByReason();
        int[] places = Places.share(most,
                reasons.stream().mapToInt(strata -> strata.stream().mapToInt(Stratum::size).sum()).toArray());
        var shown = new Shown();
        List<SampledRejection> sampled = new ArrayList<>();
        for (int reason = 0; reason < places.length; reason++) {
            List<Stratum> strata = reasons.get(reason);
            int[] ofStratum = shown.share(places[reason], strata);
            for (int i = 0; i < ofStratum.length; i++) {
                int[] rows = strata.get(i).rows();
                Places.evenly(ofStratum[i], rows.length)
                        .forEach(place -> sampled.add(sample.row(rows[place], rows.length)));
            }
        }
        return sampled;
    }

    private record Kind(Reason reason, Optional<String> eventType, String session) {}

    /** Sorted by kind first, so that each kind is one stretch of the rows: to look up the kind of every row takes ten times as long. */
    private List<List<Stratum>> strataByReason() {
        int[] rejected = selection.rejected().clone();
        RowSort.ascending(rejected, this::code);
        Map<Kind, int[]> rows = new TreeMap<>(Comparator.comparing((Kind kind) -> kind.reason().stage())
                .thenComparing(kind -> kind.reason().name()).thenComparing(kind -> kind.eventType().orElse(""))
                .thenComparing(kind -> kind.eventType().isPresent()).thenComparing(Kind::session));
        for (int from = 0, to = 0; from < rejected.length; from = to) {
            long code = code(rejected[from]);
            while (to < rejected.length && code(rejected[to]) == code) {
                to++;
            }
            rows.put(kind(rejected[from]), Arrays.copyOfRange(rejected, from, to));
        }
        Map<Reason, List<Stratum>> byReason = new LinkedHashMap<>();
        rows.forEach((kind, ofKind) -> byReason.computeIfAbsent(kind.reason(), _ -> new ArrayList<>())
                .add(new Stratum(kind.eventType().orElse(""), kind.session(), ofKind)));
        return List.copyOf(byReason.values());
    }

    private Kind kind(int row) {
        return new Kind(decisions.reason(row), text(events.eventType(), row),
                selection.enriched().session()[row].name());
    }

    /** Different for rows of different kinds. */
    private long code(int row) {
        int session = selection.enriched().session()[row].name().charAt(0);
        return ((long) events.eventType().codes()[row] << Short.SIZE)
                + ((long) decisions.reasonCode(row) << Byte.SIZE) + session;
    }

    private SampledRejection row(int row, int alike) {
        return new SampledRejection(text(events.symbol(), row), instant(events.timestamp()[row]),
                text(events.eventType(), row), selection.enriched().session()[row].name(),
                number(events.score()[row]), decisions.reason(row).stage().name().toLowerCase(Locale.ROOT),
                decisions.reason(row).name(), number(decisions.observed(row)), number(decisions.threshold(row)),
                decisions.alsoFailed(row), alike);
    }

    private static Optional<String> text(Column.Strings column, int row) {
        return column.isNull(row) ? Optional.empty() : Optional.of(column.get(row));
    }

    private static Optional<Instant> instant(long epochNanos) {
        return epochNanos == Timestamps.MISSING
                ? Optional.empty()
                : Optional.of(Instant.ofEpochSecond(0, epochNanos));
    }

    private static Optional<Double> number(double value) {
        return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
    }
}
