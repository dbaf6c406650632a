package io.microtape.runtime.ledger;

import io.microtape.model.capture.CaptureState;
import io.microtape.model.coverage.Coverage;
import io.microtape.model.coverage.Coverage.Group;
import io.microtape.model.coverage.CoverageKey;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;

/** The one query behind every coverage number, in REST, dashboard, command line and reports. */
public final class CoverageQuery {
    private final Jdbi jdbi;

    CoverageQuery(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    private record Cell(String key, CaptureState state, long captures, long rows, long bytes) {}

    /** The coverage of a manifest, grouped if a key is given; the groups are in the order of their keys. */
    public Coverage of(String manifestId, Optional<CoverageKey> by) {
        List<Cell> cells = jdbi.withHandle(handle -> handle.createQuery("""
                select %s as key, c.state, count(*) as captures,
                  coalesce(sum(c.rows_kept), 0) as rows_kept, coalesce(sum(c.bytes), 0) as bytes
                from manifest_capture mc join capture c on c.capture_id = mc.capture_id
                where mc.manifest_id = :manifest group by 1, 2""".formatted(by.map(CoverageQuery::column).orElse("''")))
                .bind("manifest", manifestId)
                .map((row, _) -> new Cell(row.getString("key"), CaptureState.valueOf(row.getString("state")),
                        row.getLong("captures"), row.getLong("rows_kept"), row.getLong("bytes")))
                .list());
        Map<CaptureState, Long> states = new EnumMap<>(CaptureState.class);
        for (CaptureState state : CaptureState.values()) {
            states.put(state, 0L);
        }
        SequencedMap<String, Map<CaptureState, Long>> groups = new TreeMap<>();
        for (Cell cell : cells) {
            states.merge(cell.state(), cell.captures(), Long::sum);
            groups.computeIfAbsent(cell.key(), _ -> new EnumMap<>(CaptureState.class)).put(cell.state(),
                    cell.captures());
        }
        return new Coverage(manifestId, sum(states), states, cells.stream().mapToLong(Cell::rows).sum(),
                cells.stream().mapToLong(Cell::bytes).sum(), by.map(CoverageKey::word).orElse(""),
                by.isEmpty()
                        ? List.of()
                        : groups.entrySet().stream().map(
                                group -> new Group(group.getKey(), sum(group.getValue()), group.getValue()))
                                .toList());
    }

    private static long sum(Map<CaptureState, Long> states) {
        return states.values().stream().mapToLong(Long::longValue).sum();
    }

    private static String column(CoverageKey key) {
        return switch (key) {
            case SESSION, WAVE -> "c.session";
            case SYMBOL -> "c.symbol";
            case EVENT_TYPE -> "mc.event_type";
            case MONTH -> "substr(c.date_et, 1, 7)";
            case DATE -> "c.date_et";
            case TAPE -> "c.tape";
            case STATE -> "c.state";
            case GRADE -> "coalesce(c.grade, 'NONE')";
        };
    }
}
