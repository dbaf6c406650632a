package io.microtape.runtime.ledger;

import io.microtape.model.capture.CaptureSpec;
import io.microtape.model.lease.History;
import io.microtape.model.lease.Lease;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Which captures are leased next: the first waiting one in the order of its run, and with it those of the same symbol and tape
 * that wait too and whose windows overlap or touch. One that failed before is leased alone, so that it fails or succeeds by
 * itself.
 */
final class NextLeases {
    /** As many captures as one downloader works on at a time, each with a file of its own open. */
    private static final int MOST_TOGETHER = 16;
    private static final String CAPTURES = "select c.*, r.manifest_id from capture c join run r on r.run_id = c.run_id "
            + "where c.not_before <= :now and ";
    /** A hole is looked at again after its run is over, too. */
    private static final String WAITING = """
            (r.state = 'RUNNING' and c.state in ('QUEUED', 'EMPTY')
              or r.state in ('RUNNING', 'FINISHED') and c.state = 'VENDOR_HOLE')
            """;

    private final Handle tx;
    private final long now;
    private final Duration duration;

    private NextLeases(Handle tx, long now, Duration duration) {
        this.tx = tx;
        this.now = now;
        this.duration = duration;
    }

    private record Candidate(long position, String captureId) {}

    /** The leases that a free worker gets; none when nothing waits. Nothing is written. */
    static List<Lease> of(Handle tx, long now, Duration duration) {
        var next = new NextLeases(tx, now, duration);
        return next.first().map(next::together).orElseGet(List::of);
    }

    /**
     * One state of one run at a time, what never waited and what has waited apart, so that each question is answered by the
     * first row of an index: a ledger of a million captures is asked several times a second, also when nothing is due.
     */
    private Optional<Lease> first() {
        List<Candidate> candidates = new ArrayList<>();
        for (String runId : tx.createQuery("select run_id from run where state = 'RUNNING'").mapTo(String.class)
                .list()) {
            for (String state : List.of("QUEUED", "EMPTY")) {
                String waiting = "select position, capture_id from capture where run_id = :run and state = :state and ";
                tx.createQuery(waiting + "not_before = 0 order by position limit 1").bind("run", runId)
                        .bind("state", state).map((row, _) -> candidate(row)).findOne().ifPresent(candidates::add);
                tx.createQuery(waiting + "not_before > 0 and not_before <= :now order by not_before, position limit 1")
                        .bind("run", runId).bind("state", state).bind("now", now).map((row, _) -> candidate(row))
                        .findOne().ifPresent(candidates::add);
            }
        }
        tx.createQuery("select c.position, c.capture_id from capture c join run r on r.run_id = c.run_id "
                + "where c.state = 'VENDOR_HOLE' and c.not_before <= :now and r.state in ('RUNNING', 'FINISHED') "
                + "order by c.not_before, c.position limit 1").bind("now", now).map((row, _) -> candidate(row))
                .findOne().ifPresent(candidates::add);
        return candidates.stream().min(Comparator.comparingLong(Candidate::position)
                .thenComparing(Candidate::captureId)).map(this::lease);
    }

    private static Candidate candidate(ResultSet row) throws SQLException {
        return new Candidate(row.getLong("position"), row.getString("capture_id"));
    }

    private Lease lease(Candidate candidate) {
        return tx.createQuery(CAPTURES + "c.capture_id = :id").bind("now", now).bind("id", candidate.captureId())
                .map((row, _) -> lease(row)).one();
    }

    private List<Lease> together(Lease next) {
        List<Lease> leases = new ArrayList<>(List.of(next));
        CaptureSpec spec = next.spec();
        boolean found = tx.createQuery("select failures from capture where capture_id = :id")
                .bind("id", next.captureId()).mapTo(Integer.class).one() == 0;
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
                spec.extension().map(extension -> SymbolHistory.of(tx, spec.symbol(), extension))
                        .orElse(History.NONE));
    }
}
