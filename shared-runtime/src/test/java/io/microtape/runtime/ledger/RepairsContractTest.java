package io.microtape.runtime.ledger;

import static io.microtape.runtime.ledger.TestLedger.TRADES;
import static io.microtape.runtime.ledger.TestLedger.published;
import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.model.capture.CaptureOutcome.NoRows;
import io.microtape.model.capture.CaptureOutcome.Rejected;
import io.microtape.model.capture.CaptureState;
import io.microtape.model.lease.Lease;
import io.microtape.model.run.BudgetChange;
import io.microtape.model.run.Run;
import io.microtape.model.run.RunScope;
import io.microtape.model.run.RunState;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** What every ledger does when the lake turns out to hold something else. */
@OnEveryEngine
class RepairsContractTest {
    @Parameter
    Engine engine;
    @TempDir
    Path folder;
    private TestLedger test;
    private Run run;

    @BeforeEach
    void open() {
        test = new TestLedger(engine, folder);
        test.manifest("m1", 2);
        run = test.start("m1", RunScope.whole(TRADES), BudgetChange.NONE);
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void a_withdrawn_capture_waits_again_in_its_run_and_says_why() {
        List<Lease> leases = test.askAll();
        leases.forEach(lease -> test.settle(lease, published(5)));
        assertThat(test.run(run).state()).isEqualTo(RunState.FINISHED);
        String id = leases.getFirst().captureId();
        test.ledger().repairs().withdraw(id, "the file is missing");
        var capture = test.capture(leases.getFirst());
        assertThat(capture.state()).isEqualTo(CaptureState.QUEUED);
        assertThat(capture.cause()).contains("the file is missing");
        assertThat(capture.proof()).isEmpty();
        assertThat(test.run(run).state()).isEqualTo(RunState.RUNNING);
        assertThat(test.ledger().captures().attempts(id)).extracting(attempt -> attempt.outcome() + " "
                + attempt.cause()).containsExactly("Published ", "Withdrawn the file is missing");
        Lease again = test.ask().getFirst();
        assertThat(again.captureId()).isEqualTo(id);
        test.settle(again, published(6));
        assertThat(test.capture(again).proof().orElseThrow().bytes()).isEqualTo(6);
        assertThat(test.run(run).state()).isEqualTo(RunState.FINISHED);
    }

    @Test
    void a_withdrawn_capture_of_a_cancelled_run_was_never_asked_for() {
        Lease lease = test.ask().getFirst();
        test.settle(lease, published(5));
        test.ledger().runControl().cancel(run.runId());
        test.ledger().repairs().withdraw(lease.captureId(), "the file is missing");
        assertThat(test.capture(lease).state()).isEqualTo(CaptureState.PLANNED);
        assertThat(test.ask()).isEmpty();
        assertThat(test.run(run).state()).isEqualTo(RunState.CANCELLED);
    }

    @Test
    void an_adopted_file_completes_its_capture_whatever_it_was_and_may_end_its_run() {
        List<Lease> leases = test.askAll();
        test.settle(leases.get(0), new NoRows(1));
        test.settle(leases.get(1), new Rejected("400"));
        for (Lease lease : leases) {
            test.ledger().repairs().adopt(lease.captureId(), published(7).proof());
            assertThat(test.capture(lease).proof()).contains(published(7).proof());
            assertThat(test.ledger().captures().attempts(lease.captureId()).getLast().outcome()).isEqualTo("Adopted");
        }
        assertThat(test.run(run).state()).isEqualTo(RunState.FINISHED);
    }

    @Test
    void who_held_a_capture_before_a_repair_cannot_settle_it_any_more() {
        Lease lease = test.ask().getFirst();
        test.ledger().repairs().adopt(lease.captureId(), published(7).proof());
        test.settle(lease, new Rejected("400"));
        assertThat(test.capture(lease).state()).isEqualTo(CaptureState.COMPLETE);
    }
}
