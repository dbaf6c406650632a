package io.microtape.runtime.ledger;

import static io.microtape.runtime.ledger.TestLedger.BOTH;
import static io.microtape.runtime.ledger.TestLedger.TRADES;
import static io.microtape.runtime.ledger.TestLedger.ibm;
import static io.microtape.runtime.ledger.TestLedger.published;
import static io.microtape.runtime.ledger.TestLedger.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.microtape.model.capture.CaptureOutcome;
import io.microtape.model.capture.CaptureOutcome.GivenBack;
import io.microtape.model.capture.CaptureOutcome.Interrupted;
import io.microtape.model.capture.CaptureOutcome.NoRows;
import io.microtape.model.capture.CaptureOutcome.NotEntitled;
import io.microtape.model.capture.CaptureOutcome.Rejected;
import io.microtape.model.capture.CaptureState;
import io.microtape.model.lease.Lease;
import io.microtape.model.run.BudgetChange;
import io.microtape.model.run.Run;
import io.microtape.model.run.RunOrder;
import io.microtape.model.run.RunScope;
import io.microtape.model.run.RunState;
import io.microtape.model.session.Session;
import io.microtape.runtime.ledger.CaptureRecords.Planned;
import io.microtape.runtime.ledger.RunRecords.Sequence;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** What every ledger guarantees of runs: scope, order, budgets, and what people do with them. */
@OnEveryEngine
class RunContractTest {
    private static final Set<CaptureState> GIVEN_UP = EnumSet.of(CaptureState.FAILED, CaptureState.NOT_ENTITLED);

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
    void a_run_takes_the_tapes_and_waves_of_its_scope_and_ends_with_them() {
        sessions();
        Run early = test.start("m1", waves(Session.PM), BudgetChange.NONE);
        List<Lease> leases = test.askAll();
        assertThat(leases).singleElement().satisfies(lease -> assertThat(lease.spec().windowId().value())
                .isEqualTo(ibm(0)));
        leases.forEach(lease -> test.settle(lease, published(1)));
        assertThat(test.run(early).state()).isEqualTo(RunState.FINISHED);
        assertThat(test.inState(CaptureState.PLANNED)).isEqualTo(5);
        assertThat(test.start("m1", waves(Session.PM), BudgetChange.NONE).runId()).isEqualTo(early.runId());
        Run rest = test.start("m1");
        assertThat(rest.runId()).isNotEqualTo(early.runId());
        assertThat(test.askAll()).hasSize(5);
    }

    @Test
    void a_run_with_a_limit_takes_the_first_windows_of_its_order_and_keeps_them() {
        test.manifest("m1", 5);
        RunScope two = new RunScope(BOTH, RunScope.ALL_WAVES, Optional.of(2), Optional.empty());
        Run run = test.start("m1", two, BudgetChange.NONE, ibm(30), ibm(10));
        test.ledger().runControl().pause(run.runId());
        assertThat(test.start("m1", two, BudgetChange.NONE, ibm(0), ibm(10)).runId()).isEqualTo(run.runId());
        assertThat(test.ledger().runs().windows(run.runId())).containsExactlyInAnyOrder(ibm(30), ibm(10));
        assertThat(test.coverages().progress(run).captures()).isEqualTo(4);
        test.settleAll(published(1));
        assertThat(test.run(run).state()).isEqualTo(RunState.FINISHED);
        assertThat(test.start("m1", two, BudgetChange.NONE, ibm(30), ibm(10)).runId()).isEqualTo(run.runId());
        RunScope three = new RunScope(BOTH, RunScope.ALL_WAVES, Optional.of(3), Optional.empty());
        assertThat(test.start("m1", three, BudgetChange.NONE, ibm(30), ibm(10), ibm(0)).runId())
                .isNotEqualTo(run.runId());
    }

    @Test
    void windows_are_leased_in_the_order_of_the_run_trades_first_and_a_resumed_run_takes_the_new_order() {
        test.manifest("m1", 3);
        Run run = test.start("m1", RunScope.whole(BOTH), BudgetChange.NONE, ibm(20), ibm(0), ibm(10));
        assertThat(test.ask().getFirst().spec().windowId().value()).isEqualTo(ibm(20));
        Run resumed = test.ledger().runs().start("m1", RunScope.whole(BOTH),
                new Sequence(RunOrder.CHRONOLOGICAL, List.of(ibm(10), ibm(20), ibm(0))), BudgetChange.NONE);
        assertThat(resumed.runId()).isEqualTo(run.runId());
        assertThat(resumed.order()).isEqualTo(RunOrder.CHRONOLOGICAL);
        assertThat(test.askAll()).extracting(lease -> lease.spec().tape() + " " + lease.spec().windowId())
                .containsExactly("TRADES " + ibm(10), "TRADES " + ibm(0), "QUOTES " + ibm(10), "QUOTES " + ibm(20),
                        "QUOTES " + ibm(0));
    }

    @Test
    void a_run_is_paused_when_its_requests_are_used_up_and_goes_on_with_more() {
        test.manifest("m1", 3);
        Run run = test.start("m1", RunScope.whole(BOTH), requests(4));
        Lease inFlight = test.ask().getFirst();
        test.settle(test.ask().getFirst(), published(10), 5);
        assertThat(test.ask()).isEmpty();
        assertThat(test.run(run).state()).isEqualTo(RunState.PAUSED);
        assertThat(test.run(run).reason()).startsWith("its budget of 4 requests is used up");
        test.settle(inFlight, published(10), 2);
        assertThat(test.run(run).used().requests()).isEqualTo(7);
        assertThat(test.capture(inFlight).state()).isEqualTo(CaptureState.COMPLETE);
        assertThatThrownBy(() -> test.ledger().runControl().resume(run.runId(), BudgetChange.NONE))
                .isInstanceOf(LedgerException.class).hasMessageContaining("larger one");
        assertThatThrownBy(() -> test.start("m1")).hasMessageContaining("--max-requests");
        assertThat(test.run(run).state()).isEqualTo(RunState.PAUSED);
        assertThat(test.ledger().runControl().resume(run.runId(), requests(0)).budget().requests()).isEmpty();
        assertThat(test.askAll()).hasSize(4);
    }

    @Test
    void requests_of_a_lease_that_ended_before_it_was_settled_are_counted_once() {
        test.manifest("m1", 2);
        Run run = test.start("m1", RunScope.whole(BOTH), requests(4));
        Lease late = test.ask().getFirst();
        test.advance(TestLedger.LEASE.plusMillis(1));
        Lease next = test.ask().getFirst();
        for (int told = 0; told < 2; told++) {
            test.settle(late, new GivenBack("its lease ended"), 3);
            assertThat(test.run(run).used().requests()).isEqualTo(3);
        }
        assertThat(test.capture(late).requests()).isEqualTo(3);
        assertThat(test.ledger().captures().attempts(late.captureId()).getFirst().cause()).endsWith("GivenBack");
        test.settle(next, published(10), 1);
        assertThat(test.ask()).isEmpty();
        assertThat(test.run(run).state()).isEqualTo(RunState.PAUSED);
    }

    @Test
    void a_window_is_asked_for_when_it_has_been_over_for_an_hour_and_not_before() {
        List<Planned> past = window("IBM", 0, 5, Session.RTH);
        List<Planned> today = window("IBM", (int) Duration.between(Instant.parse("2013-10-07T12:00:00Z"),
                Instant.parse("2025-12-31T23:50:00Z")).toMinutes(), 20, Session.RTH);
        Run run = test.startOf(Stream.concat(past.stream(), today.stream()).toList());
        test.settleAll(published(1));
        assertThat(test.inState(CaptureState.COMPLETE)).isEqualTo(1);
        assertThat(test.inState(CaptureState.QUEUED)).isEqualTo(1);
        assertThat(test.ledger().runCaptures().open(run)).isZero();
        assertThat(test.run(run).state()).isEqualTo(RunState.RUNNING);
        test.advance(Duration.ofMinutes(69));
        assertThat(test.ask()).isEmpty();
        test.advance(Duration.ofMinutes(1));
        assertThat(test.ledger().runCaptures().open(run)).isEqualTo(1);
        test.settleAll(published(1));
        assertThat(test.run(run).state()).isEqualTo(RunState.FINISHED);
    }

    @Test
    void a_run_is_paused_when_its_bytes_are_used_up() {
        test.manifest("m1", 2);
        Run run = test.start("m1", RunScope.whole(BOTH), BudgetChange.of(Optional.empty(), Optional.of(1e-6),
                Optional.empty()));
        test.settle(test.ask().getFirst(), published(999));
        assertThat(test.ask()).isNotEmpty();
        test.reopen();
        test.ledger().leases().endAll();
        test.settle(test.ask().getFirst(), published(1));
        assertThat(test.ask()).isEmpty();
        assertThat(test.run(run).reason()).startsWith("its budget of 0.000001 GB is used up");
    }

    @Test
    void hours_count_from_the_first_request_for_work_and_only_while_a_process_serves() {
        test.manifest("m1", 4);
        Run run = test.start("m1", RunScope.whole(BOTH), BudgetChange.of(Optional.empty(), Optional.empty(),
                Optional.of(1.0)));
        test.advance(Duration.ofHours(5));
        Lease lease = test.ask().getFirst();
        test.advance(Duration.ofSeconds(10));
        test.settle(lease, published(1));
        assertThat(test.run(run).used().millis()).isEqualTo(10_000);
        test.ledger().runControl().pause(run.runId());
        test.advance(Duration.ofHours(5));
        test.ledger().runControl().resume(run.runId(), BudgetChange.NONE);
        Lease killed = test.ask().getFirst();
        test.advance(Duration.ofMinutes(20));
        test.ledger().runControl().countTime();
        test.advance(Duration.ofHours(5));
        test.reopen();
        test.ledger().leases().endAll();
        test.ledger().runControl().forgetTime();
        assertThat(test.run(run).used().millis()).isEqualTo(10_000 + 20 * 60_000);
        assertThat(killed.runId()).isEqualTo(run.runId());
        assertThat(test.ask()).isNotEmpty();
        test.advance(Duration.ofMinutes(30));
        test.ledger().runControl().stopTime();
        test.advance(Duration.ofHours(5));
        assertThat(test.run(run).used().millis()).isEqualTo(10_000 + 50 * 60_000);
        assertThat(test.ask()).isNotEmpty();
        test.advance(Duration.ofMinutes(10));
        test.ledger().runControl().countTime();
        assertThat(test.run(run).state()).isEqualTo(RunState.PAUSED);
        assertThat(test.run(run).reason()).startsWith("its budget of 1 hours is used up");
    }

    @Test
    void a_paused_run_gives_out_nothing_and_lets_what_is_in_flight_finish() {
        test.manifest("m1", 2);
        Run run = test.start("m1");
        Lease lease = test.ask().getFirst();
        assertThat(test.ledger().runControl().pause(run.runId()).reason()).isEqualTo("paused by request");
        assertThat(test.ledger().runControl().pause(run.runId()).state()).isEqualTo(RunState.PAUSED);
        assertThat(test.ask()).isEmpty();
        assertThat(test.ledger().leases().renew(lease.captureId(), lease.token(), TestLedger.LEASE)).isTrue();
        test.settle(lease, published(1));
        assertThat(test.capture(lease).state()).isEqualTo(CaptureState.COMPLETE);
        assertThat(test.ledger().runControl().resume(run.runId(), BudgetChange.NONE).reason()).isEmpty();
        assertThat(test.askAll()).hasSize(3);
    }

    @Test
    void what_a_paused_or_cancelled_run_held_goes_on_in_another_that_runs() {
        test.manifest("m1", 2);
        Run trades = test.start("m1", RunScope.whole(TRADES), BudgetChange.NONE);
        Run both = test.start("m1");
        test.ledger().runControl().pause(trades.runId());
        assertThat(test.askAll()).hasSize(4).allMatch(lease -> lease.runId().equals(both.runId()));
        test.reopen();
        test.ledger().leases().endAll();
        test.ledger().runControl().resume(trades.runId(), BudgetChange.NONE);
        test.ledger().runControl().cancel(both.runId());
        assertThat(test.askAll()).hasSize(2).allMatch(lease -> lease.runId().equals(trades.runId()));
    }

    @Test
    void cancelling_leaves_everything_that_was_not_captured_as_it_was() {
        test.manifest("m1", 4);
        Run run = test.start("m1", RunScope.whole(TRADES), BudgetChange.NONE);
        List<Lease> leases = new ArrayList<>(List.of(test.ask().getFirst(), test.ask().getFirst(),
                test.ask().getFirst()));
        test.settle(leases.get(0), published(1));
        test.settle(leases.get(1), new NoRows(1));
        assertThat(test.ledger().runControl().cancel(run.runId()).state()).isEqualTo(RunState.CANCELLED);
        assertThat(test.ledger().runControl().cancel(run.runId()).state()).isEqualTo(RunState.CANCELLED);
        assertThat(test.inState(CaptureState.PLANNED)).isEqualTo(5);
        assertThat(test.capture(leases.get(1)).state()).isEqualTo(CaptureState.EMPTY);
        assertThat(test.capture(leases.get(2)).state()).isEqualTo(CaptureState.IN_FLIGHT);
        test.settle(leases.get(2), new Interrupted("reset"));
        assertThat(test.capture(leases.get(2)).state()).isEqualTo(CaptureState.PLANNED);
        test.advance(TestLedger.EMPTY_RECHECK);
        assertThat(test.ask()).isEmpty();
        Run next = test.start("m1", RunScope.whole(TRADES), BudgetChange.NONE);
        assertThat(next.runId()).isNotEqualTo(run.runId());
        assertThat(test.askAll()).hasSize(3);
    }

    @Test
    void what_cannot_be_done_with_a_run_is_refused_with_what_to_do_instead() {
        test.manifest("m1", 1);
        RunControl control = test.ledger().runControl();
        String finished = test.start("m1").runId();
        test.settleAll(published(1));
        assertThatThrownBy(() -> control.pause(finished)).hasMessageContaining("is finished");
        assertThatThrownBy(() -> control.resume(finished, BudgetChange.NONE)).hasMessageContaining("run retry");
        assertThatThrownBy(() -> control.cancel(finished)).hasMessageContaining("is finished");
        test.manifest("m2", List.of(window("MSFT", 0, 5, Session.RTH).getFirst()));
        String cancelled = test.start("m2").runId();
        control.cancel(cancelled);
        assertThatThrownBy(() -> control.pause(cancelled)).hasMessageContaining("run start --manifest m2");
        assertThatThrownBy(() -> control.resume(cancelled, BudgetChange.NONE)).hasMessageContaining("was cancelled");
        assertThatThrownBy(() -> control.retry(cancelled, GIVEN_UP)).hasMessageContaining("was cancelled");
        assertThatThrownBy(() -> control.pause("none")).isInstanceOfSatisfying(LedgerException.class,
                refused -> assertThat(refused.notFound()).isTrue());
    }

    @Test
    void a_retry_puts_back_what_was_given_up_with_its_attempts_and_lets_the_run_go_on() {
        test.manifest("m1", 3);
        Run run = test.start("m1", RunScope.whole(TRADES), BudgetChange.NONE);
        List<Lease> leases = test.askAll();
        test.settle(leases.get(0), new Rejected("400"));
        test.settle(leases.get(1), new NotEntitled("plan"));
        test.settle(leases.get(2), published(1));
        assertThat(test.run(run).state()).isEqualTo(RunState.FINISHED);
        assertThat(test.ledger().runCaptures().causes(run, GIVEN_UP)).extracting(cause -> cause.state() + " "
                + cause.cause() + " " + cause.captures()).containsExactly("FAILED 400 1", "NOT_ENTITLED plan 1");
        assertThat(test.ledger().runCaptures().kinds(run, GIVEN_UP)).singleElement()
                .satisfies(kind -> assertThat(kind.captures()).isEqualTo(2));
        RunControl.Retried retried = test.ledger().runControl().retry(run.runId(), EnumSet.of(CaptureState.FAILED));
        assertThat(retried.captures()).isEqualTo(1);
        assertThat(retried.run().state()).isEqualTo(RunState.RUNNING);
        assertThat(test.capture(leases.get(0)).failures()).isZero();
        Lease again = test.ask().getFirst();
        assertThat(again.captureId()).isEqualTo(leases.get(0).captureId());
        assertThat(again.token()).isGreaterThan(leases.get(0).token());
        test.settle(again, published(1));
        assertThat(test.ledger().captures().attempts(again.captureId())).hasSize(2);
        assertThat(test.run(run).state()).isEqualTo(RunState.FINISHED);
        assertThat(test.ledger().runControl().retry(run.runId(), EnumSet.of(CaptureState.FAILED)))
                .isEqualTo(new RunControl.Retried(test.run(run), 0));
    }

    @Test
    void a_run_that_waits_to_ask_again_for_what_was_empty_stays_running() {
        test.manifest("m1", 1);
        Run run = test.start("m1", RunScope.whole(TRADES), BudgetChange.NONE);
        Lease lease = test.ask().getFirst();
        test.settle(lease, new NoRows(1));
        test.ledger().runControl().finishSettled();
        assertThat(test.run(run).state()).isEqualTo(RunState.RUNNING);
        assertThat(test.ledger().runCaptures().open(run)).isZero();
        assertThat(test.capture(lease).nextLook()).isPresent();
        test.advance(TestLedger.EMPTY_RECHECK);
        assertThat(test.ledger().runCaptures().open(run)).isEqualTo(1);
    }

    @Test
    void the_states_of_a_run_sum_to_its_captures_under_any_history() {
        long seed = 17;
        System.out.println("seed " + seed);
        var random = new java.util.SplittableRandom(seed);
        test.manifest("m1", 10);
        List<Lease> held = new ArrayList<>();
        Run run = test.start("m1");
        for (int step = 0; step < 200; step++) {
            switch (random.nextInt(8)) {
                case 0 -> quietly(() -> test.ledger().runControl().pause(current().runId()));
                case 1 -> quietly(() -> test.ledger().runControl().resume(current().runId(), BudgetChange.NONE));
                case 2 -> quietly(() -> test.ledger().runControl().retry(current().runId(), RunControl.RETRIED));
                case 3 -> {
                    if (random.nextInt(8) == 0) {
                        quietly(() -> test.ledger().runControl().cancel(current().runId()));
                        test.start("m1");
                    }
                }
                case 4, 5 -> held.addAll(test.ask());
                default -> {
                    if (!held.isEmpty()) {
                        test.settle(held.remove(random.nextInt(held.size())), outcome(random.nextInt(5)));
                    }
                }
            }
            test.advance(Duration.ofSeconds(random.nextInt(40)));
            assertThat(test.coverages().progress(run).captures()).isEqualTo(20);
            Run last = current();
            if (last.state() == RunState.RUNNING) {
                assertThat(test.inState(CaptureState.PLANNED)).as("step %d", step).isZero();
            }
            if (last.state() == RunState.FINISHED) {
                assertThat(test.ledger().runCaptures().open(last)).as("step %d", step).isZero();
            }
        }
    }

    @Test
    void a_run_over_a_large_manifest_hands_out_its_captures() {
        List<Planned> planned = new ArrayList<>();
        IntStream.range(0, 10_000).forEach(i -> planned.addAll(window("S" + i, i % 300, 5, Session.RTH)));
        test.manifest("m1", planned);
        String[] windows = planned.stream().map(capture -> capture.spec().windowId().value()).distinct()
                .toArray(String[]::new);
        test.start("m1", RunScope.whole(BOTH), BudgetChange.NONE, windows);
        assertThat(test.ask()).hasSize(1);
    }

    private Run current() {
        return test.ledger().runs().all().getFirst();
    }

    private static void quietly(Runnable change) {
        try {
            change.run();
        } catch (LedgerException _) {
            // Refused in words, as it should be in some states.
        }
    }

    private static CaptureOutcome outcome(int number) {
        return switch (number) {
            case 0 -> new NoRows(1);
            case 1 -> new Interrupted("cut");
            case 2 -> new Rejected("400");
            default -> published(1);
        };
    }

    private void sessions() {
        List<Planned> planned = new ArrayList<>(window("IBM", 0, 5, Session.PM));
        planned.addAll(window("IBM", 10, 5, Session.RTH));
        planned.addAll(window("IBM", 20, 5, Session.AH));
        test.manifest("m1", planned);
    }

    private static RunScope waves(Session wave) {
        return new RunScope(TRADES, EnumSet.of(wave), Optional.empty(), Optional.empty());
    }

    private static BudgetChange requests(long most) {
        return new BudgetChange(Optional.of(most), Optional.empty(), Optional.empty());
    }
}
