package io.microtape.downloader.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.model.capture.CaptureOutcome;
import io.microtape.model.capture.CaptureOutcome.Interrupted;
import io.microtape.model.capture.CaptureOutcome.Published;
import io.microtape.model.capture.CaptureSpec;
import io.microtape.model.capture.EventBar;
import io.microtape.model.capture.QuotePolicy;
import io.microtape.model.capture.Tape;
import io.microtape.model.id.WindowId;
import io.microtape.model.lease.History;
import io.microtape.model.lease.Lease;
import io.microtape.runtime.lake.FolderLake;
import io.microtape.runtime.lake.LakePaths;
import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.Table;
import io.microtape.simulator.tape.FixedTapes;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages that are sound one by one, and may lie together. */
class LyingPagesTest {
    /** 2024-03-05 09:30 in New York. */
    private static final long START = 1_709_649_000_000_000_000L;
    private static final int PAGE = 10;

    @TempDir
    Path folder;
    private CapturePlace place;

    @BeforeEach
    void start() {
        place = new CapturePlace(folder);
    }

    @AfterEach
    void stop() {
        place.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"repeated_row", "next_missing", "cursor_back_in_time", "cursor_self"})
    void a_lie_between_pages_publishes_nothing(String fault) throws Exception {
        place.simulate(tape(alike(57)), fault + "=1");
        FolderLake lake = place.lake("lake");
        assertThat(capture(lake)).isInstanceOfSatisfying(Interrupted.class,
                interrupted -> assertThat(interrupted.cause()).contains("contradicts itself"));
        assertThat(place.simulator().requests().byFault()).isNotEmpty();
        assertThat(CapturePlace.files(lake)).isEmpty();
    }

    @Test
    void an_empty_answer_in_place_of_the_last_page_publishes_nothing() throws Exception {
        place.simulate(tape(alike(57)), "");
        FolderLake truth = place.lake("truth");
        assertThat(capture(truth)).isInstanceOf(Published.class);
        for (double rate : new double[] {0.2, 0.4, 0.6}) {
            place.simulate(tape(alike(57)), "empty_results=" + rate);
            FolderLake lake = place.lake("lake" + rate);
            CaptureOutcome outcome = capture(lake);
            if (outcome instanceof Published) {
                assertThat(CapturePlace.rows(lake.file(path()))).isEqualTo(CapturePlace.rows(truth.file(path())));
            } else {
                assertThat(CapturePlace.files(lake)).isEmpty();
            }
        }
    }

    @Test
    void prints_that_are_alike_across_pages_are_all_kept() throws Exception {
        long[] stamps = alike(45);
        // Twelve prints of one nanosecond, equal in everything, around the end of the first page.
        Arrays.fill(stamps, 5, 17, START + 5);
        place.simulate(tape(stamps), "");
        FolderLake lake = place.lake("lake");
        assertThat(capture(lake)).isInstanceOf(Published.class);
        assertThat(CapturePlace.rows(lake.file(path()))).hasSize(45);
    }

    @Test
    void a_tape_that_ends_with_a_full_page_is_believed_after_one_more_question() throws Exception {
        place.simulate(tape(alike(3 * PAGE)), "");
        FolderLake lake = place.lake("lake");
        assertThat(capture(lake)).isInstanceOf(Published.class);
        assertThat(CapturePlace.rows(lake.file(path()))).hasSize(3 * PAGE);
        assertThat(place.simulator().requests().total()).isEqualTo(3 + 1);
    }

    @Test
    void a_tape_without_doubts_costs_its_pages_and_nothing_else() {
        place.simulate(tape(alike(3 * PAGE - 1)), "");
        assertThat(capture(place.lake("lake"))).isInstanceOf(Published.class);
        assertThat(place.simulator().requests().total()).isEqualTo(3);
    }

    private CaptureOutcome capture(FolderLake lake) {
        CaptureSpec spec = spec();
        return place.capture(lake, List.of(new Lease(spec.captureId(), "run", "manifest", spec, path(), 1, 60_000,
                EventBar.UNKNOWN, History.NONE)), PAGE).getFirst().outcome();
    }

    private static String path() {
        return LakePaths.of(spec());
    }

    private static CaptureSpec spec() {
        return new CaptureSpec(WindowId.of("T", START), "T", Tape.TRADES, START, START, START + 1_000_000,
                QuotePolicy.KEEP_ALL);
    }

    private static long[] alike(int rows) {
        long[] stamps = new long[rows];
        Arrays.setAll(stamps, row -> START + row);
        return stamps;
    }

    private static FixedTapes tape(long[] stamps) {
        double[] price = new double[stamps.length];
        Arrays.fill(price, 14.5);
        return new FixedTapes().with("T", Tape.TRADES, new Table.Builder()
                .add("sip_timestamp", Column.Longs.of(Column.Longs.Kind.INT64, stamps))
                .add("price", Column.Doubles.of(price)).build());
    }
}
