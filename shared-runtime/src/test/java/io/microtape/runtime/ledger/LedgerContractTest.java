package io.microtape.runtime.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.microtape.model.capture.CaptureLifecycle;
import io.microtape.model.capture.CaptureOutcome;
import io.microtape.model.capture.CaptureOutcome.GivenBack;
import io.microtape.model.capture.CaptureOutcome.Interrupted;
import io.microtape.model.capture.CaptureOutcome.KeyRejected;
import io.microtape.model.capture.CaptureOutcome.NoRows;
import io.microtape.model.capture.CaptureOutcome.NotEntitled;
import io.microtape.model.capture.CaptureOutcome.Published;
import io.microtape.model.capture.CaptureProof;
import io.microtape.model.capture.CaptureSpec;
import io.microtape.model.capture.EventBar;
import io.microtape.model.capture.Findings;
import io.microtape.model.capture.CaptureState;
import io.microtape.model.capture.QuotePolicy;
import io.microtape.model.capture.Tape;
import io.microtape.model.coverage.Coverage;
import io.microtape.model.coverage.CoverageAsk;
import io.microtape.model.coverage.CoverageKey;
import io.microtape.model.id.WindowId;
import io.microtape.model.lease.Lease;
import io.microtape.model.lease.LeaseMessages.Settled.Result;
import io.microtape.model.run.BudgetChange;
import io.microtape.model.run.Run;
import io.microtape.model.run.RunOrder;
import io.microtape.model.run.RunScope;
import io.microtape.model.run.RunState;
import io.microtape.model.session.Session;
import io.microtape.runtime.coverage.CaptureAsk;
import io.microtape.runtime.cost.Pace;
import io.microtape.runtime.coverage.Coverages;
import io.microtape.runtime.ledger.CaptureRecords.Planned;
import io.microtape.runtime.ledger.ManifestRecords.ManifestRecord;
import io.microtape.runtime.ledger.RunRecords.Sequence;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** What every ledger guarantees, on whatever database. */
@OnEveryEngine
class LedgerContractTest {
    private static final long MINUTE = 60_000_000_000L;
    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final Set<Tape> BOTH = EnumSet.allOf(Tape.class);
    private static final CaptureProof PROOF = proof(10, 9, 1000, 1);

    @Parameter
    Engine engine;
    @TempDir
    Path folder;
    private final SettableClock clock = new SettableClock();
    private Engine.Place place;
    private Ledger ledger;
    private Coverages coverages;

    @BeforeEach
    void open() {
        place = engine.place(folder);
        ledger = reopened();
        coverages = new Coverages(ledger, new Pace(2, 50), clock);
    }

    @AfterEach
    void close() {
        ledger.close();
        place.close();
    }

    @Test
    void a_manifest_that_nobody_approved_cannot_be_run() {
        build("m1", "GO");
        plan("m1", "IBM", 3, 10, QuotePolicy.KEEP_ALL);
        assertThatThrownBy(() -> start("m1")).isInstanceOf(LedgerException.class)
                .hasMessageContaining("not approved");
        assertThat(lease(10)).isEmpty();
    }

    @Test
    void a_no_go_is_approved_only_with_a_name_and_a_reason_that_stay() {
        build("m1", "NO_GO");
        assertThatThrownBy(() -> ledger.manifests().approve("m1", "", "why")).hasMessageContaining("name");
        assertThatThrownBy(() -> ledger.manifests().approve("m1", "ann", " ")).hasMessageContaining("reason");
        assertThatThrownBy(() -> ledger.manifests().approve("m1", "\u00a0\u200b", "why")).hasMessageContaining("name");
        assertThatThrownBy(() -> ledger.manifests().approve("m1", "ann", "\u00a0.")).hasMessageContaining("reason");
        ledger.manifests().approve("m1", "ann", "pilot");
        clock.advance(Duration.ofSeconds(1));
        ledger.manifests().approve("m1", "bob", "second look");
        assertThat(ledger.manifests().approvals("m1")).extracting(a -> a.approvedBy() + a.reason() + a.verdict())
                .containsExactly("annpilotNO_GO", "bobsecond lookNO_GO");
    }

    @Test
    void captures_go_from_planned_to_queued_in_rank_order_trades_first() {
        running("m1", 3);
        assertThat(lease(10)).extracting(lease -> lease.spec().tape() + " " + lease.spec().windowId()).containsExactly(
                "TRADES IBM_20131007_120000", "TRADES IBM_20131007_121000", "TRADES IBM_20131007_122000",
                "QUOTES IBM_20131007_120000", "QUOTES IBM_20131007_121000", "QUOTES IBM_20131007_122000");
    }

    @Test
    void a_lease_is_given_once_until_it_expires_and_then_with_a_higher_token() {
        running("m1", 1);
        List<Lease> first = lease(10);
        assertThat(first).hasSize(2);
        assertThat(lease(10)).isEmpty();
        clock.advance(LEASE.plusMillis(1));
        List<Lease> second = lease(10);
        assertThat(second).hasSize(2);
        assertThat(second.getFirst().token()).isGreaterThan(first.getFirst().token());
        assertThat(settle(first.getFirst(), new Published(PROOF))).isEqualTo(Result.STALE);
        assertThat(state(first.getFirst())).isEqualTo(CaptureState.IN_FLIGHT);
        assertThat(settle(second.getFirst(), new Published(PROOF))).isEqualTo(Result.ACCEPTED);
    }

    @Test
    void a_renewed_lease_lasts_and_an_expired_one_cannot_be_renewed() {
        running("m1", 1);
        Lease lease = lease(1).getFirst();
        clock.advance(LEASE.minusSeconds(1));
        assertThat(ledger.leases().renew(lease.captureId(), lease.token(), LEASE)).isTrue();
        clock.advance(LEASE.minusSeconds(1));
        assertThat(lease(10)).hasSize(1);
        clock.advance(LEASE);
        assertThat(ledger.leases().renew(lease.captureId(), lease.token(), LEASE)).isFalse();
    }

    @Test
    void settling_twice_with_one_token_changes_nothing() {
        running("m1", 1);
        Lease lease = lease(1).getFirst();
        assertThat(settle(lease, new Published(PROOF))).isEqualTo(Result.ACCEPTED);
        assertThat(settle(lease, new Published(PROOF))).isEqualTo(Result.REPEATED);
        assertThat(settle(lease, new Interrupted("late"))).isEqualTo(Result.REPEATED);
        assertThat(state(lease)).isEqualTo(CaptureState.COMPLETE);
        assertThat(ledger.captures().find(lease.captureId()).orElseThrow().proof()).contains(PROOF);
        assertThat(ledger.captures().attempts(lease.captureId())).hasSize(1);
    }

    @Test
    void no_rows_is_believed_the_second_time_unless_the_bar_says_that_shares_traded() {
        running("m1", 1);
        plan("m1", "QUIET", 1, Double.NaN, QuotePolicy.KEEP_ALL);
        start("m1");
        for (Lease lease : lease(10)) {
            settle(lease, new NoRows(1));
            assertThat(state(lease)).isEqualTo(CaptureState.EMPTY);
        }
        assertThat(lease(10)).isEmpty();
        clock.advance(Duration.ofHours(24));
        for (Lease lease : lease(10)) {
            settle(lease, new NoRows(1));
            assertThat(state(lease)).isEqualTo(lease.spec().symbol().equals("QUIET")
                    ? CaptureState.EMPTY_CONFIRMED
                    : CaptureState.VENDOR_HOLE);
        }
    }

    @Test
    void a_failure_waits_longer_each_time_and_ends_as_failed_with_its_cause() {
        running("m1", 1);
        for (int i = 0; i < 2; i++) {
            settle(leaseOf(Tape.TRADES), new Interrupted("reset " + i));
            assertThat(lease(10).stream().filter(lease -> lease.spec().tape() == Tape.TRADES)).isEmpty();
            clock.advance(Duration.ofSeconds(1L << i));
        }
        Lease last = leaseOf(Tape.TRADES);
        settle(last, new Interrupted("reset 2"));
        assertThat(state(last)).isEqualTo(CaptureState.FAILED);
        assertThat(ledger.captures().find(last.captureId()).orElseThrow().cause()).contains("reset 2");
    }

    @Test
    void refused_and_failed_and_empty_and_never_asked_stay_different() {
        running("m1", 2);
        plan("m1", "LATER", 1, 5, QuotePolicy.KEEP_ALL);
        List<Lease> leases = lease(10);
        settle(leases.get(0), new NotEntitled("plan"));
        settle(leases.get(1), new CaptureOutcome.Rejected("400"));
        settle(leases.get(2), new NoRows(1));
        assertThat(coverage("m1").states()).containsEntry(CaptureState.NOT_ENTITLED, 1L)
                .containsEntry(CaptureState.FAILED, 1L).containsEntry(CaptureState.EMPTY, 1L)
                .containsEntry(CaptureState.IN_FLIGHT, 1L).containsEntry(CaptureState.PLANNED, 2L);
    }

    @Test
    void a_rejected_key_pauses_the_run_and_says_why_and_starting_again_resumes_it() {
        running("m1", 2);
        Lease lease = lease(1).getFirst();
        settle(lease, new KeyRejected("unknown key"));
        assertThat(lease(10)).isEmpty();
        assertThat(ledger.runs().all().getFirst().state()).isEqualTo(RunState.PAUSED);
        assertThat(ledger.runs().all().getFirst().reason()).isEqualTo("unknown key");
        start("m1");
        assertThat(ledger.runs().all()).hasSize(1);
        assertThat(lease(10)).hasSize(4);
    }

    @Test
    void what_is_complete_is_never_queued_again_not_even_by_another_manifest() {
        running("m1", 2);
        lease(10).forEach(lease -> settle(lease, new Published(PROOF)));
        ledger.runControl().finishSettled();
        assertThat(ledger.runs().all().getFirst().state()).isEqualTo(RunState.FINISHED);
        running("m2", 2);
        assertThat(lease(10)).isEmpty();
        assertThat(coverage("m2").states()).containsEntry(CaptureState.COMPLETE, 4L);
        assertThat(ledger.runs().all()).allMatch(run -> run.state() == RunState.FINISHED);
    }

    @Test
    void starting_what_is_finished_returns_the_finished_run() {
        running("m1", 1);
        lease(10).forEach(lease -> settle(lease, new Published(PROOF)));
        ledger.runControl().finishSettled();
        assertThat(start("m1").state()).isEqualTo(RunState.FINISHED);
        assertThat(ledger.runs().all()).hasSize(1);
    }

    @Test
    void the_same_window_with_another_policy_is_another_capture_in_another_file() {
        build("m1", "GO");
        plan("m1", "IBM", 1, 5, QuotePolicy.KEEP_ALL);
        build("m2", "GO");
        plan("m2", "IBM", 1, 5, new QuotePolicy(true, 5));
        List<CaptureRecords.CaptureRecord> all = new ArrayList<>();
        for (String manifest : List.of("m1", "m2")) {
            all.addAll(coverages.list(new CaptureAsk(manifest, Map.of(), CaptureAsk.Order.WINDOW, 100, 0)).captures());
        }
        assertThat(all).hasSize(4);
        assertThat(all).extracting(CaptureRecords.CaptureRecord::path).doesNotHaveDuplicates();
    }

    @Test
    void a_lease_that_is_given_back_is_open_at_once() {
        running("m1", 1);
        Lease lease = lease(1).getFirst();
        settle(lease, new GivenBack("stopping"));
        assertThat(lease(10)).hasSize(2);
    }

    @Test
    void every_lease_ends_when_the_only_process_starts_again() {
        running("m1", 2);
        assertThat(lease(3)).hasSize(3);
        ledger.close();
        ledger = reopened();
        coverages = new Coverages(ledger, new Pace(2, 50), clock);
        assertThat(ledger.leases().endAll()).isEqualTo(3);
        assertThat(lease(10)).hasSize(4);
    }

    @Test
    void a_pilot_queues_its_windows_only_and_the_full_run_after_it_the_rest() {
        approved("m1", 4);
        Run pilot = pilot("m1", 2, 0, 2);
        assertThat(pilot.scope().pilot()).contains(2);
        assertThat(coverages.progress(pilot).captures()).isEqualTo(4);
        List<Lease> sampled = lease(10);
        assertThat(sampled).extracting(lease -> lease.spec().tape() + " " + lease.spec().windowId()).containsExactly(
                "TRADES IBM_20131007_120000", "TRADES IBM_20131007_122000", "QUOTES IBM_20131007_120000",
                "QUOTES IBM_20131007_122000");
        sampled.forEach(lease -> settle(lease, new Published(PROOF)));
        assertThat(run(pilot).state()).isEqualTo(RunState.FINISHED);
        assertThat(coverage("m1").states()).containsEntry(CaptureState.COMPLETE, 4L)
                .containsEntry(CaptureState.PLANNED, 4L);
        assertThat(pilot("m1", 2, 0, 2)).isEqualTo(run(pilot));

        Run full = start("m1");
        assertThat(full.runId()).isNotEqualTo(pilot.runId());
        List<Lease> rest = lease(10);
        assertThat(rest).extracting(Lease::captureId)
                .doesNotContainAnyElementsOf(sampled.stream().map(Lease::captureId).toList()).hasSize(4);
        rest.forEach(lease -> settle(lease, new Published(PROOF)));
        assertThat(run(full).state()).isEqualTo(RunState.FINISHED);
    }

    @Test
    void an_unfinished_pilot_is_resumed_with_its_own_windows() {
        approved("m1", 4);
        Run pilot = pilot("m1", 2, 0, 2);
        settle(lease(1).getFirst(), new KeyRejected("unknown key"));
        assertThat(run(pilot).state()).isEqualTo(RunState.PAUSED);
        assertThat(pilot("m1", 2, 1, 3).runId()).isEqualTo(pilot.runId());
        assertThat(lease(10)).extracting(lease -> lease.spec().windowId().value()).containsOnly("IBM_20131007_120000",
                "IBM_20131007_122000");
    }

    @Test
    void a_full_run_beside_a_running_pilot_takes_the_rest_and_each_ends_with_what_it_is_about() {
        approved("m1", 2);
        Run pilot = pilot("m1", 1, 0);
        List<Lease> sampled = lease(10);
        Run full = start("m1");
        List<Lease> rest = lease(10);
        assertThat(sampled).hasSize(2);
        assertThat(rest).hasSize(2).allMatch(lease -> lease.runId().equals(full.runId()));
        rest.forEach(lease -> settle(lease, new Published(PROOF)));
        assertThat(run(full).state()).isEqualTo(RunState.RUNNING);
        sampled.forEach(lease -> settle(lease, new Published(PROOF)));
        assertThat(run(full).state()).isEqualTo(RunState.FINISHED);
        assertThat(run(pilot).state()).isEqualTo(RunState.FINISHED);
    }

    @Test
    void a_full_run_takes_over_a_paused_pilot_which_is_finished_when_its_captures_are() {
        approved("m1", 2);
        Run pilot = pilot("m1", 1, 0);
        settle(lease(1).getFirst(), new KeyRejected("unknown key"));
        Run full = start("m1");
        assertThat(run(pilot).state()).isEqualTo(RunState.PAUSED);
        List<Lease> all = lease(10);
        assertThat(all).hasSize(4).allMatch(lease -> lease.runId().equals(full.runId()));
        all.forEach(lease -> settle(lease, new Published(PROOF)));
        assertThat(run(pilot).state()).isEqualTo(RunState.FINISHED);
        assertThat(run(pilot).reason()).isEmpty();
    }

    @Test
    void a_pilot_of_another_size_is_another_run() {
        approved("m1", 4);
        Run small = pilot("m1", 1, 0);
        Run larger = pilot("m1", 2, 0, 2);
        assertThat(larger.runId()).isNotEqualTo(small.runId());
        assertThat(lease(10)).hasSize(4).extracting(Lease::captureId).doesNotHaveDuplicates();
    }

    @Test
    void costs_are_of_what_was_answered_with_the_time_of_the_attempt_that_was() {
        running("m1", 4);
        List<Lease> trades = lease(4);
        clock.advance(Duration.ofSeconds(2));
        settle(trades.get(0), new Published(proof(10, 9, 1000, 3)), 4);
        clock.advance(Duration.ofSeconds(2));
        settle(trades.get(1), new CaptureOutcome.Adopted(proof(20, 20, 3000, 1)));
        settle(trades.get(2), new NoRows(1));
        settle(trades.get(3), new NotEntitled("plan"));
        assertThat(ledger.costs().all()).singleElement().satisfies(cost -> {
            assertThat(cost.eventType()).isEqualTo("flush");
            assertThat(cost.session()).isEqualTo(Session.PM);
            assertThat(cost.tape()).isEqualTo(Tape.TRADES);
            assertThat(cost.beforeNanos()).isEqualTo(3 * MINUTE);
            assertThat(cost.afterNanos()).isEqualTo(6 * MINUTE);
            assertThat(cost.requests()).isEqualTo(new Moments(3, 4 + 1 + 2, 16 + 1 + 4));
            assertThat(cost.rowsReceived()).isEqualTo(new Moments(3, 30, 500));
            assertThat(cost.rowsKept()).isEqualTo(new Moments(3, 29, 481));
            assertThat(cost.bytes()).isEqualTo(new Moments(3, 4000, 10_000_000));
            assertThat(cost.millis()).isEqualTo(new Moments(2, 6000, 4e6 + 16e6));
        });
        assertThat(ledger.costs().of("m1")).isEqualTo(ledger.costs().all());
        assertThat(ledger.costs().busyMillis("m1")).isEqualTo(4000);
        running("m2", 4);
        assertThat(ledger.costs().all()).hasSize(1).allMatch(cost -> cost.bytes().count() == 3);
        assertThat(ledger.costs().of("m2")).isEqualTo(ledger.costs().all());
    }

    @Test
    void an_attempt_after_a_failed_one_counts_its_own_time() {
        running("m1", 1);
        Lease first = leaseOf(Tape.TRADES);
        clock.advance(Duration.ofSeconds(30));
        settle(first, new Interrupted("reset"));
        assertThat(ledger.costs().all()).isEmpty();
        clock.advance(Duration.ofSeconds(30));
        Lease second = leaseOf(Tape.TRADES);
        clock.advance(Duration.ofSeconds(1));
        settle(second, new Published(PROOF));
        assertThat(ledger.costs().all().getFirst().millis()).isEqualTo(new Moments(1, 1000, 1e6));
    }

    @Test
    void the_states_sum_to_the_captures_under_any_history() {
        long seed = 99;
        System.out.println("seed " + seed);
        var random = new SplittableRandom(seed);
        running("m1", 20);
        List<Lease> held = new ArrayList<>();
        for (int step = 0; step < 400; step++) {
            if (held.isEmpty() || random.nextInt(3) == 0) {
                held.addAll(lease(random.nextInt(1, 5)));
            } else {
                settle(held.remove(random.nextInt(held.size())), anyOutcome(random));
            }
            clock.advance(Duration.ofSeconds(random.nextInt(30)));
            if (step % 20 == 0) {
                for (CoverageKey key : CoverageKey.values()) {
                    Coverage coverage = coverage("m1", key);
                    assertThat(coverage.captures()).isEqualTo(40);
                    assertThat(coverage.states().values().stream().mapToLong(Long::longValue).sum()).isEqualTo(40);
                    assertThat(coverage.groups().stream().mapToLong(Coverage.Group::captures).sum()).isEqualTo(40);
                }
            }
        }
    }

    @Test
    void many_downloaders_at_once_never_share_a_capture() throws Exception {
        running("m1", 100);
        Set<String> given = new HashSet<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<List<Lease>>> asks = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                String name = "d" + i;
                asks.add(() -> lease(name, 4));
            }
            for (var asked : threads.invokeAll(asks)) {
                asked.get().forEach(lease -> assertThat(given.add(lease.captureId())).isTrue());
            }
        }
        assertThat(given).hasSize(200);
    }

    private static CaptureOutcome anyOutcome(SplittableRandom random) {
        return switch (random.nextInt(6)) {
            case 0 -> new NoRows(1);
            case 1 -> new Interrupted("cut");
            case 2 -> new CaptureOutcome.Rejected("400");
            case 3 -> new NotEntitled("403");
            case 4 -> new GivenBack("stop");
            default -> new Published(PROOF);
        };
    }

    private Coverage coverage(String manifestId, CoverageKey... by) {
        return coverages.of(CoverageAsk.of(manifestId, by));
    }

    private Ledger reopened() {
        return place.open(clock,
                new CaptureLifecycle(3, Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofHours(24),
                        List.of(Duration.ofDays(7)), 3));
    }

    private void build(String id, String verdict) {
        ledger.manifests().add(new ManifestRecord(id, "core", "/nowhere", "hash", verdict, 10, 5, 5, clock.instant()));
    }

    private void running(String id, int windows) {
        approved(id, windows);
        start(id);
    }

    private void approved(String id, int windows) {
        build(id, "GO");
        plan(id, "IBM", windows, 10, QuotePolicy.KEEP_ALL);
        ledger.manifests().approve(id, "ann", "");
    }

    private Run start(String manifest) {
        return start(manifest, RunScope.whole(BOTH), BudgetChange.NONE);
    }

    /** In the order of rank, which is that of a run without places. */
    private Run start(String manifest, RunScope scope, BudgetChange budget) {
        return ledger.runs().start(manifest, scope, new Sequence(RunOrder.RANK, List.of()), budget);
    }

    private Run pilot(String manifest, int most, int... windows) {
        return ledger.runs().start(manifest,
                new RunScope(BOTH, RunScope.ALL_WAVES, Optional.empty(), Optional.of(most)),
                new Sequence(RunOrder.RANK, IntStream.of(windows).mapToObj(LedgerContractTest::window).toList()),
                BudgetChange.NONE);
    }

    private static String window(int number) {
        return "IBM_20131007_12%d000".formatted(number);
    }

    private Run run(Run run) {
        return ledger.runs().find(run.runId()).orElseThrow();
    }

    private void plan(String manifest, String symbol, int windows, double volume, QuotePolicy policy) {
        long noon = Instant.parse("2013-10-07T12:00:00Z").getEpochSecond() * 1_000_000_000L;
        List<Planned> planned = new ArrayList<>();
        for (int i = 0; i < windows; i++) {
            long at = noon + 10L * i * MINUTE;
            for (Tape tape : Tape.values()) {
                var spec = new CaptureSpec(WindowId.of(symbol, at), symbol, tape, at, at - 3 * MINUTE, at + 6 * MINUTE,
                        policy);
                planned.add(new Planned(spec, "PM", "2013-10-07", new EventBar(1, 1, 1, 1, volume, Double.NaN),
                        "w/" + spec.windowId() + tape + ".parquet",
                        i + 1, "flush"));
            }
        }
        ledger.captures().plan(manifest, planned);
    }

    private List<Lease> lease(int max) {
        return lease("test", max);
    }

    /** As often as it takes: windows that do not touch are leased one at a time. */
    private List<Lease> lease(String downloader, int max) {
        List<Lease> leases = new ArrayList<>();
        List<Lease> more;
        do {
            more = leases.size() < max ? ledger.leases().lease(downloader, LEASE) : List.of();
            leases.addAll(more);
        } while (!more.isEmpty());
        return leases;
    }

    private static CaptureProof proof(long received, long kept, long bytes, int pages) {
        return new CaptureProof(received, kept, bytes, "ab", 1, 2, pages, 0, 3, Optional.empty(), Findings.NONE);
    }

    private Lease leaseOf(Tape tape) {
        return lease(10).stream().filter(lease -> lease.spec().tape() == tape).findFirst().orElseThrow();
    }

    private Result settle(Lease lease, CaptureOutcome outcome) {
        return settle(lease, outcome, 1);
    }

    private Result settle(Lease lease, CaptureOutcome outcome, long requests) {
        return ledger.leases().settle(lease.captureId(), lease.token(), outcome, requests).result();
    }

    private CaptureState state(Lease lease) {
        return ledger.captures().find(lease.captureId()).orElseThrow().state();
    }
}
