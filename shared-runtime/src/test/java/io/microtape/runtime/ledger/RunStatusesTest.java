package io.microtape.runtime.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.microtape.runtime.coverage.RunPage;
import io.microtape.runtime.coverage.RunStatus;
import io.microtape.model.capture.CaptureState;
import io.microtape.model.run.BudgetChange;
import io.microtape.model.run.RunScope;
import io.microtape.model.run.RunState;
import io.microtape.runtime.json.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** Runs as they are listed. */
@OnEveryEngine
class RunStatusesTest {
    @Parameter
    Engine engine;
    @TempDir
    Path folder;
    private TestLedger test;

    @BeforeEach
    void three_runs_of_two_manifests() {
        test = new TestLedger(engine, folder);
        test.manifest("m1", 2);
        test.manifest("m2", 3);
        test.start("m2", RunScope.whole(TestLedger.TRADES), BudgetChange.NONE);
        test.advance(Duration.ofMinutes(1));
        test.start("m1");
        test.advance(Duration.ofMinutes(1));
        test.start("m2");
        test.ledger().runControl().pause("m1-run1");
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void filters_and_orders_hold_together() {
        assertThat(ids(Optional.empty(), Optional.empty(), RunSort.NEWEST, 10, 0)).containsExactly("m2-run2", "m1-run1",
                "m2-run1");
        assertThat(ids(Optional.empty(), Optional.empty(), RunSort.OLDEST, 10, 0)).containsExactly("m2-run1", "m1-run1",
                "m2-run2");
        assertThat(ids(Optional.empty(), Optional.empty(), RunSort.ID, 10, 0)).containsExactly("m1-run1", "m2-run1",
                "m2-run2");
        assertThat(ids(Optional.of("m2"), Optional.empty(), RunSort.ID, 10, 0)).containsExactly("m2-run1", "m2-run2");
        assertThat(ids(Optional.empty(), Optional.of(RunState.PAUSED), RunSort.ID, 10, 0)).containsExactly("m1-run1");
        assertThat(ids(Optional.of("m2"), Optional.of(RunState.PAUSED), RunSort.ID, 10, 0)).isEmpty();
    }

    @Test
    void pages_are_the_list_cut_and_say_where_the_next_one_is() {
        RunPage first = page(2, 0);
        RunPage second = page(2, 2);
        assertThat(first.total()).isEqualTo(3);
        assertThat(first.nextOffset()).hasValue(2);
        assertThat(second.nextOffset()).isEmpty();
        assertThat(first.runs()).hasSize(2);
        assertThat(second.runs()).extracting(status -> status.run().runId()).containsExactly("m2-run2");
        assertThat(page(2, 9).runs()).isEmpty();
    }

    @Test
    void a_run_carries_its_progress_and_reads_back_from_its_json_as_it_was() throws Exception {
        RunStatus status = test.coverages().runs().get("m2-run1");
        assertThat(status.progress().states()).isEqualTo(Map.of(CaptureState.QUEUED, 3L));
        JsonNode json = Json.mapper().readTree(Json.text(status));
        assertThat(json.path("run_id").asText()).isEqualTo("m2-run1");
        assertThat(json.at("/progress/captures").asLong()).isEqualTo(3);
        assertThat(json.at("/progress/answered").asLong()).isZero();
        assertThat(Json.read(Json.text(status), RunStatus.class)).isEqualTo(status);
        assertThatThrownBy(() -> test.coverages().runs().get("none")).isInstanceOf(LedgerException.class);
    }

    private RunPage page(int limit, int offset) {
        return test.coverages().runs()
                .page(new RunAsk(Optional.empty(), Optional.empty(), RunSort.ID, limit, offset));
    }

    private List<String> ids(Optional<String> manifest, Optional<RunState> state, RunSort sort, int limit,
            int offset) {
        return test.coverages().runs().page(new RunAsk(manifest, state, sort, limit, offset)).runs().stream()
                .map(status -> status.run().runId()).toList();
    }
}
