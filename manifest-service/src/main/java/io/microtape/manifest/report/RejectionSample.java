package io.microtape.manifest.report;

import io.microtape.manifest.events.EventTable;
import io.microtape.manifest.input.Timestamps;
import io.microtape.manifest.selection.Decisions;
import io.microtape.manifest.selection.Reason;
import io.microtape.manifest.selection.Selection;
import io.microtape.manifest.store.RejectionTable;
import io.microtape.runtime.table.Column;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
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
                List<Integer> rows = strata.get(i).rows();
                Places.evenly(ofStratum[i], rows.size())
                        .forEach(place -> sampled.add(sample.row(rows.get(place), rows.size())));
            }
        }
        return sampled;
    }

    private record Kind(String eventType, String session) {}

    private List<List<Stratum>> strataByReason() {
        Map<Reason, Map<Kind, List<Integer>>> byReason = new TreeMap<>(
                Comparator.comparing(Reason::stage).thenComparing(Reason::name));
        for (int row : RejectionTable.rows(selection)) {
            var kind = new Kind(text(events.eventType(), row).orElse(""), selection.enriched().session()[row].name());
            byReason.computeIfAbsent(decisions.reason(row),
                    _ -> new TreeMap<>(Comparator.comparing(Kind::eventType).thenComparing(Kind::session)))
                    .computeIfAbsent(kind, _ -> new ArrayList<>()).add(row);
        }
        return byReason.values().stream().map(kinds -> kinds.entrySet().stream()
                .map(kind -> new Stratum(kind.getKey().eventType(), kind.getKey().session(), kind.getValue()))
                .toList()).toList();
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
