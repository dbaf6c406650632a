package io.microtape.runtime.ledger;

import static io.microtape.runtime.ledger.TestLedger.TRADES;
import static io.microtape.runtime.ledger.TestLedger.ibm;
import static io.microtape.runtime.ledger.TestLedger.published;
import static io.microtape.runtime.ledger.TestLedger.window;
import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.model.capture.CaptureOutcome.GivenBack;
import io.microtape.model.capture.CaptureOutcome.Interrupted;
import io.microtape.model.capture.CaptureOutcome.KeyRejected;
import io.microtape.model.capture.CaptureOutcome.NoRows;
import io.microtape.model.capture.CaptureOutcome.NotEntitled;
import io.microtape.model.capture.CaptureState;
import io.microtape.model.lease.Lease;
import io.microtape.model.run.BudgetChange;
import io.microtape.model.run.Run;
import io.microtape.model.run.RunScope;
import io.microtape.model.run.RunState;
import io.microtape.model.session.Session;
import io.microtape.runtime.ledger.CaptureRecords.Planned;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** What every ledger guarantees of captures that are leased together, of holes, and of refusals. */
@OnEveryEngine
class JointLeaseContractTest {
    @Parameter
    Engine engine;
    @TempDir
    Path folder;
    private TestLedger test;

    @BeforeEach
    void open() {
        test = new TestLedger(engine, folder);
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void windows_that_overlap_or_touch_are_leased_together_and_others_apart() {
        running(window("IBM", 0, 10, Session.RTH), window("IBM", 5, 10, Session.RTH), window("IBM", 15, 5, Session.RTH),
                window("IBM", 21, 5, Session.RTH));
        assertThat(test.ask()).extracting(lease -> lease.spec().windowId().value()).containsExactlyInAnyOrder(ibm(0),
                ibm(5), ibm(15));
        assertThat(test.ask()).extracting(lease -> lease.spec().windowId().value()).containsExactly(ibm(21));
    }

    @Test
    void a_chain_is_followed_to_both_sides_of_the_capture_whose_turn_it_is() {
        test.manifest("m1", all(window("IBM", 0, 10, Session.RTH), window("IBM", 10, 10, Session.RTH),
                window("IBM", 20, 10, Session.RTH)));
        test.start("m1", RunScope.whole(TRADES), BudgetChange.NONE, ibm(10), ibm(20), ibm(0));
        List<Lease> leases = test.ask();
        assertThat(leases.getFirst().spec().windowId().value()).isEqualTo(ibm(10));
        assertThat(leases).hasSize(3);
    }

    @Test
    void not_more_than_16_captures_are_leased_together() {
        test.manifest("m1", IntStream.range(0, 20).boxed().flatMap(i -> window("IBM", 2 * i, 5, Session.RTH).stream())
                .toList());
        test.start("m1", RunScope.whole(TRADES), BudgetChange.NONE);
        assertThat(test.ask()).hasSize(16);
        assertThat(test.ask()).hasSize(4);
    }

    @Test
    void another_symbol_tape_or_a_run_that_does_not_run_never_joins() {
        test.manifest("m1", all(window("IBM", 0, 10, Session.RTH), window("MSFT", 5, 10, Session.RTH)));
        test.manifest("m2", window("IBM", 5, 10, Session.RTH));
        Run first = test.start("m1");
        Run paused = test.start("m2");
        test.ledger().runControl().pause(paused.runId());
        List<Lease> leases = test.askAll();
        assertThat(leases).hasSize(4).allMatch(lease -> lease.runId().equals(first.runId()));
        test.reopen();
        test.ledger().leases().endAll();
        test.ledger().runControl().resume(paused.runId(), BudgetChange.NONE);
        assertThat(test.ask()).hasSize(2)
                .allMatch(lease -> lease.spec().symbol().equals("IBM") && TRADES.contains(lease.spec().tape()));
    }

    @Test
    void a_capture_that_failed_before_is_leased_alone() {
        running(window("IBM", 0, 10, Session.RTH), window("IBM", 5, 10, Session.RTH),
                window("IBM", 8, 10, Session.RTH));
        List<Lease> leases = test.ask();
        assertThat(leases).hasSize(3);
        test.settle(leases.get(0), new Interrupted("reset"));
        test.settle(leases.get(1), new GivenBack("stopping"));
        test.settle(leases.get(2), new GivenBack("stopping"));
        assertThat(test.ask()).extracting(Lease::captureId).containsExactlyInAnyOrder(leases.get(1).captureId(),
                leases.get(2).captureId());
        test.advance(Duration.ofSeconds(1));
        assertThat(test.ask()).extracting(Lease::captureId).containsExactly(leases.get(0).captureId());
    }

    @Test
    void each_capture_of_a_joint_lease_settles_for_itself() {
        running(window("IBM", 0, 10, Session.RTH), window("IBM", 5, 10, Session.RTH));
        List<Lease> leases = test.ask();
        test.settle(leases.get(0), published(5), 3);
        test.settle(leases.get(1), new NoRows(1), 0);
        assertThat(test.capture(leases.get(0)).requests()).isEqualTo(3);
        assertThat(test.capture(leases.get(1)).requests()).isZero();
        assertThat(test.capture(leases.get(1)).state()).isEqualTo(CaptureState.EMPTY);
    }

    @Test
    void a_hole_is_looked_at_again_on_schedule_after_its_run_is_finished_and_then_left_alone() {
        Run run = running(window("IBM", 0, 5, Session.RTH));
        Lease lease = hole();
        assertThat(test.run(run).state()).isEqualTo(RunState.FINISHED);
        for (Duration wait : TestLedger.HOLE_REPROBE) {
            assertThat(test.ask()).isEmpty();
            assertThat(test.ledger().runCaptures().open(run)).isZero();
            test.advance(wait);
            assertThat(test.ledger().runCaptures().open(run)).isEqualTo(1);
            assertThat(test.ledger().runs().all()).extracting(Run::state).containsExactly(RunState.FINISHED);
            test.settle(test.ask().getFirst(), new NoRows(1));
            assertThat(test.capture(lease).state()).isEqualTo(CaptureState.VENDOR_HOLE);
        }
        assertThat(test.capture(lease).nextLook()).isEmpty();
        test.advance(Duration.ofDays(1_000));
        assertThat(test.ask()).isEmpty();
    }

    @Test
    void a_hole_whose_looks_all_fall_silent_is_left_alone_until_its_next_look() {
        running(window("IBM", 0, 5, Session.RTH));
        Lease lease = hole();
        test.advance(TestLedger.HOLE_REPROBE.getFirst());
        for (int looks = 0; looks < 3; looks++) {
            assertThat(test.ask()).hasSize(1);
            test.advance(TestLedger.LEASE.plusMillis(1));
        }
        assertThat(test.ask()).isEmpty();
        assertThat(test.capture(lease).state()).isEqualTo(CaptureState.VENDOR_HOLE);
        assertThat(test.capture(lease).failures()).isZero();
        test.advance(TestLedger.HOLE_REPROBE.get(1));
        assertThat(test.ask()).hasSize(1);
    }

    @Test
    void a_hole_that_the_vendor_filled_is_complete() {
        Run run = running(window("IBM", 0, 5, Session.RTH));
        Lease lease = hole();
        test.advance(TestLedger.HOLE_REPROBE.getFirst());
        test.settle(test.ask().getFirst(), published(5));
        assertThat(test.capture(lease).state()).isEqualTo(CaptureState.COMPLETE);
        assertThat(test.run(run).state()).isEqualTo(RunState.FINISHED);
    }

    @Test
    void a_rejected_key_stops_the_looks_at_holes_until_somebody_resumes_the_run() {
        Run run = running(window("IBM", 0, 5, Session.RTH));
        hole();
        test.advance(TestLedger.HOLE_REPROBE.getFirst());
        test.settle(test.ask().getFirst(), new KeyRejected("unknown key"));
        assertThat(test.ask()).isEmpty();
        test.ledger().runControl().finishSettled();
        assertThat(test.run(run).state()).isEqualTo(RunState.PAUSED);
        assertThat(test.run(run).reason()).isEqualTo("unknown key");
        assertThat(test.ask()).isEmpty();
        test.ledger().runControl().resume(run.runId(), BudgetChange.NONE);
        assertThat(test.ask()).hasSize(1);
    }

    @Test
    void a_hole_of_a_cancelled_run_is_left_alone_and_a_retry_asks_for_one_at_once() {
        Run run = test.startOf(all(window("IBM", 0, 5, Session.RTH), window("IBM", 20, 5, Session.RTH)));
        Lease first = test.ask().getFirst();
        test.settle(first, new NoRows(1));
        test.advance(TestLedger.EMPTY_RECHECK);
        test.settle(test.ask().getFirst(), new NoRows(1));
        assertThat(test.capture(first).state()).isEqualTo(CaptureState.VENDOR_HOLE);
        assertThat(test.ledger().runControl().retry(run.runId(), EnumSet.of(CaptureState.VENDOR_HOLE)).captures())
                .isEqualTo(1);
        assertThat(test.capture(first).state()).isEqualTo(CaptureState.QUEUED);
        test.settle(test.ask().getFirst(), new NoRows(1));
        assertThat(test.capture(first).state()).isEqualTo(CaptureState.VENDOR_HOLE);
        test.ledger().runControl().cancel(run.runId());
        assertThat(test.capture(first).state()).isEqualTo(CaptureState.VENDOR_HOLE);
        test.advance(Duration.ofDays(30));
        assertThat(test.ask()).isEmpty();
    }

    @Test
    void refusals_in_a_row_pause_every_run_and_an_answer_in_between_counts_them_from_the_start() {
        test.manifest("m1", 6);
        Run run = test.start("m1", RunScope.whole(TRADES), BudgetChange.NONE);
        List<Lease> leases = test.askAll();
        test.settle(leases.get(0), new NotEntitled("plan"));
        test.settle(leases.get(1), new NotEntitled("plan"));
        test.settle(leases.get(2), published(1));
        test.settle(leases.get(3), new NotEntitled("plan"));
        test.settle(leases.get(4), new NotEntitled("plan"));
        assertThat(test.run(run).state()).isEqualTo(RunState.RUNNING);
        test.ledger().runControl().retry(run.runId(), EnumSet.of(CaptureState.NOT_ENTITLED));
        test.settle(test.ask().getFirst(), new NotEntitled("plan"));
        assertThat(test.run(run).state()).isEqualTo(RunState.PAUSED);
        assertThat(test.run(run).reason()).contains("3 captures in a row", "plan");
    }

    @SafeVarargs
    private Run running(List<Planned>... windows) {
        return test.startOf(all(windows));
    }

    /** The trades of the only window, found to be a hole. */
    private Lease hole() {
        Lease lease = test.ask().getFirst();
        test.settle(lease, new NoRows(1));
        test.advance(TestLedger.EMPTY_RECHECK);
        test.settle(test.ask().getFirst(), new NoRows(1));
        assertThat(test.capture(lease).state()).isEqualTo(CaptureState.VENDOR_HOLE);
        return lease;
    }

    @SafeVarargs
    private static List<Planned> all(List<Planned>... windows) {
        List<Planned> all = new ArrayList<>();
        for (List<Planned> window : windows) {
            all.addAll(window);
        }
        return all;
    }
}
