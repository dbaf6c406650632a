package io.microtape.runtime.ledger;

import io.microtape.model.capture.CaptureSpec;
import io.microtape.model.lease.History;
import io.microtape.model.lease.Lease;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * Which captures are leased next: the first waiting one in the order of its run, and with it those of the same symbol and tape
 * that wait too and whose windows overlap or touch. One that failed before is leased alone, so that it fails or succeeds by
 * itself.
 */
final class NextLeases {
    /** As many captures as one downloader works on at a time, each with a file of its own open. */
    private static final int MOST_TOGETHER = 16;
    /**
     * Without a join: PostgreSQL, which plans by statistics that are older than the run, would begin with all captures of the
     * run where a few of the symbol are meant.
     */
    private static final String CAPTURES = """
            select c.*, (select r.manifest_id from run r where r.run_id = c.run_id) as manifest_id
            from capture c where c.not_before <= :now and\s""";
    /** A hole is looked at again after its run is over, too. */
    private static final String WAITING = """
            case (select r.state from run r where r.run_id = c.run_id)
              when 'RUNNING' then c.state in ('QUEUED', 'EMPTY', 'VENDOR_HOLE')
              when 'FINISHED' then c.state = 'VENDOR_HOLE' else false end
            """;
    private static final String OF_RUN = Stream.of("QUEUED", "EMPTY")
            .flatMap(state -> Stream.of("not_before = 0 order by position",
                    "not_before > 0 and not_before <= :now order by not_before, position")
                    .map(when -> """
                            select position, capture_id from (select position, capture_id from capture
                              where run_id = :run and state = '%s' and %s limit 1) as found
                            """.formatted(state, when)))
            .collect(Collectors.joining("union all "));
    private static final String HOLE = """
            select c.position, c.capture_id from capture c join run r on r.run_id = c.run_id
            where c.state = 'VENDOR_HOLE' and c.not_before <= :now and r.state in ('RUNNING', 'FINISHED')
            order by c.not_before, c.position limit 1""";

    private final Handle tx;
    private final long now;
    private final Duration duration;
    /** By symbol: captures that are leased together have the same, which is read once for all of them. */
    private final Map<String, SymbolHistory> histories = new HashMap<>();

    private NextLeases(Handle tx, long now, Duration duration) {
        this.tx = tx;
        this.now = now;
        this.duration = duration;
    }

    private record Candidate(long position, String captureId) {}

    private record First(Lease lease, boolean failedBefore) {}

    /**
     * The leases that a free worker gets; none when nothing waits. Nothing is written.
     *
     * @param runs the running ones
     */
    static List<Lease> of(Handle tx, List<String> runs, long now, Duration duration) {
        var next = new NextLeases(tx, now, duration);
        return next.first(runs).map(next::together).orElseGet(List::of);
    }

    /**
     * One state of one run at a time, what never waited and what has waited apart, so that each part of the question is
     * answered by the first row of an index: a ledger of a million captures is asked several times a second, also when
     * nothing is due.
     */
    private Optional<First> first(List<String> runs) {
        List<Candidate> candidates = new ArrayList<>();
        runs.forEach(runId -> candidates.addAll(tx.createQuery(OF_RUN).bind("run", runId).bind("now", now)
                .map((row, _) -> candidate(row)).list()));
        candidates.addAll(tx.createQuery(HOLE).bind("now", now).map((row, _) -> candidate(row)).list());
        return candidates.stream().min(Comparator.comparingLong(Candidate::position)
                .thenComparing(Candidate::captureId)).map(this::lease);
    }

    private static Candidate candidate(ResultSet row) throws SQLException {
        return new Candidate(row.getLong("position"), row.getString("capture_id"));
    }

    private First lease(Candidate candidate) {
        return tx.createQuery(CAPTURES + "c.capture_id = :id").bind("now", now).bind("id", candidate.captureId())
                .map((row, _) -> new First(lease(row), row.getInt("failures") > 0)).one();
    }

    private List<Lease> together(First next) {
        List<Lease> leases = new ArrayList<>(List.of(next.lease()));
        CaptureSpec spec = next.lease().spec();
        boolean found = !next.failedBefore();
        while (found && leases.size() < MOST_TOGETHER) {
            Set<String> known = leases.stream().map(Lease::captureId).collect(Collectors.toSet());
            List<Lease> neighbours = tx
                    .createQuery(CAPTURES + WAITING
                            + """
                                    and c.failures = 0 and c.symbol = :symbol and c.tape = :tape and c.window_from <= :to and c.window_to >= :from
                                    order by c.position""")
                    .bind("now", now).bind("symbol", spec.symbol())
                    .bind("tape", spec.tape().name())
                    .bind("from", leases.stream().mapToLong(lease -> lease.spec().windowFrom()).min().orElseThrow())
                    .bind("to", leases.stream().mapToLong(lease -> lease.spec().windowTo()).max().orElseThrow())
                    .map((row, _) -> lease(row)).stream()
                    .filter(lease -> !known.contains(lease.captureId())).limit(MOST_TOGETHER - leases.size()).toList();
            found = leases.addAll(neighbours);
        }
        return leases;
    }

    private Lease lease(ResultSet row) throws SQLException {
        CaptureSpec spec = CaptureRecords.spec(row);
        return new Lease(row.getString("capture_id"), row.getString("run_id"), row.getString("manifest_id"), spec,
                row.getString("path"), row.getLong("lease_token") + 1, duration.toMillis(), CaptureRecords.bar(row),
                spec.extension().map(extension -> histories
                        .computeIfAbsent(spec.symbol(), symbol -> SymbolHistory.read(tx, symbol)).of(extension))
                        .orElse(History.NONE));
    }
}
