package io.microtape.downloader.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.downloader.vendor.VendorKey;
import io.microtape.model.capture.CaptureOutcome;
import io.microtape.model.capture.CaptureOutcome.GivenBack;
import io.microtape.model.capture.CaptureOutcome.Interrupted;
import io.microtape.model.capture.CaptureOutcome.KeyRejected;
import io.microtape.model.capture.CaptureOutcome.LakeUnwritable;
import io.microtape.model.capture.CaptureOutcome.NoRows;
import io.microtape.model.capture.CaptureOutcome.Published;
import io.microtape.model.capture.CaptureProof;
import io.microtape.model.capture.CaptureSpec;
import io.microtape.model.capture.EventBar;
import io.microtape.model.capture.QuotePolicy;
import io.microtape.model.capture.Tape;
import io.microtape.model.id.WindowId;
import io.microtape.model.lease.History;
import io.microtape.model.lease.Lease;
import io.microtape.runtime.lake.FolderLake;
import io.microtape.runtime.lake.LakePaths;
import io.microtape.runtime.parquet.ParquetTables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One capture at a time, against a real vendor over HTTP. */
class CapturerTest {
    private static final String KEY = "the-secret-key";
    private static final long MINUTE = 60_000_000_000L;
    private static final long OPEN = Instant.parse("2024-03-05T14:31:00Z").getEpochSecond() * 1_000_000_000L;

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

    @Test
    void a_small_page_size_gives_the_same_rows_as_one_large_page() throws Exception {
        simulate("");
        for (Tape tape : Tape.values()) {
            Path whole = published(capture(lake("whole"), lease(tape, QuotePolicy.KEEP_ALL), KEY, 50_000), "whole");
            CaptureOutcome paged = capture(lake("paged"), lease(tape, QuotePolicy.KEEP_ALL), KEY, 37);
            assertThat(((Published) paged).proof().pages()).isGreaterThan(3);
            assertSameRows(whole, published(paged, "paged"));
        }
    }

    @Test
    void throttling_errors_resets_and_cut_bodies_change_no_row() throws Exception {
        simulate("");
        Path truth = published(capture(lake("truth"), lease(Tape.QUOTES, QuotePolicy.KEEP_ALL), KEY, 100), "truth");
        simulate("rate_limited=0.1,server_error=0.1,unavailable=0.05,body_cut=0.15,reset=0.1");
        CaptureOutcome outcome = capture(lake("faulty"), lease(Tape.QUOTES, QuotePolicy.KEEP_ALL), KEY, 100);
        assertThat(place.simulator().requests().byFault()).isNotEmpty();
        assertSameRows(truth, published(outcome, "faulty"));
    }

    @Test
    void a_page_that_never_comes_whole_publishes_nothing() throws Exception {
        simulate("body_cut=1");
        CaptureOutcome outcome = capture(lake("lake"), lease(Tape.TRADES, QuotePolicy.KEEP_ALL), KEY, 100);
        assertThat(outcome).isInstanceOf(Interrupted.class);
        assertNothingLeft("lake");
    }

    @Test
    void a_symbol_without_rows_is_empty_and_leaves_no_file() throws Exception {
        simulate("");
        long sunday = Instant.parse("2024-03-03T15:00:00Z").getEpochSecond() * 1_000_000_000L;
        assertThat(capture(lake("lake"), lease(Tape.TRADES, QuotePolicy.KEEP_ALL, sunday), KEY, 100))
                .isEqualTo(new NoRows(1));
        assertNothingLeft("lake");
    }

    @Test
    void a_wrong_key_is_said_to_be_rejected_and_is_never_repeated() throws Exception {
        simulate("");
        CaptureOutcome outcome = capture(lake("lake"), lease(Tape.TRADES, QuotePolicy.KEEP_ALL), "another-key", 100);
        assertThat(outcome).isInstanceOf(KeyRejected.class);
        assertThat(outcome.toString()).doesNotContain("another-key").contains("MICROTAPE_VENDOR_API_KEY");
    }

    @Test
    void a_proven_file_is_adopted_and_the_vendor_is_not_asked() throws Exception {
        simulate("");
        Lease lease = lease(Tape.TRADES, QuotePolicy.KEEP_ALL);
        CaptureProof first = ((Published) capture(lake("lake"), lease, KEY, 100)).proof();
        long asked = place.simulator().requests().total();
        assertThat(capture(lake("lake"), lease, KEY, 100)).isEqualTo(new CaptureOutcome.Adopted(first));
        assertThat(place.simulator().requests().total()).isEqualTo(asked);
    }

    @Test
    void a_damaged_file_in_its_place_is_set_aside_and_captured_anew() throws Exception {
        simulate("");
        Lease lease = lease(Tape.TRADES, QuotePolicy.KEEP_ALL);
        FolderLake lake = lake("lake");
        lake.publish(Files.writeString(lake.temporary(lease.path()), "PAR1 no parquet PAR1"), lease.path());
        assertThat(capture(lake, lease, KEY, 100)).isInstanceOf(Published.class);
        try (Stream<Path> files = Files.walk(lake.root())) {
            assertThat(files.filter(file -> file.toString().endsWith(".damaged"))).hasSize(1);
        }
    }

    @Test
    void a_lease_that_ends_midway_publishes_nothing() throws Exception {
        simulate("");
        var pages = new AtomicInteger();
        CaptureOutcome outcome = capture(lake("lake"), lease(Tape.QUOTES, QuotePolicy.KEEP_ALL), KEY, 50,
                () -> pages.incrementAndGet() < 6);
        assertThat(outcome).isInstanceOf(GivenBack.class);
        assertNothingLeft("lake");
    }

    @Test
    void a_lake_that_cannot_be_written_is_said_and_not_blamed_on_the_vendor() throws Exception {
        simulate("");
        Files.writeString(folder.resolve("not-a-folder"), "");
        CaptureOutcome outcome = capture(new FolderLake(folder.resolve("not-a-folder/lake")),
                lease(Tape.TRADES, QuotePolicy.KEEP_ALL), KEY, 100);
        assertThat(outcome).isInstanceOf(LakeUnwritable.class);
        assertThat(place.simulator().requests().total()).isZero();
    }

    @Test
    void a_thinned_tape_says_what_was_received_and_what_was_kept() throws Exception {
        simulate("");
        Lease lease = lease(Tape.QUOTES, new QuotePolicy(true, 1));
        CaptureProof proof = ((Published) capture(lake("lake"), lease, KEY, 97)).proof();
        assertThat(proof.rowsKept()).isLessThan(proof.rowsReceived()).isLessThanOrEqualTo(601);
        assertThat(ParquetTables.footer(folder.resolve("lake").resolve(lease.path())))
                .containsEntry("microtape.rows_received", Long.toString(proof.rowsReceived()))
                .containsEntry("microtape.rows_kept", Long.toString(proof.rowsKept()))
                .containsEntry("microtape.max_rate_hz", "1").containsEntry("microtape.size_unit", "round_lots");
    }

    @Test
    void the_key_is_in_the_request_header_and_nowhere_else() throws Exception {
        simulate("");
        Path file = published(capture(lake("lake"), lease(Tape.TRADES, QuotePolicy.KEEP_ALL), KEY, 100), "lake");
        assertThat(place.simulator().requests().lines()).isNotEmpty().noneMatch(line -> line.contains("apiKey"));
        assertThat(ParquetTables.footer(file).toString()).doesNotContain(KEY);
        assertThat(new VendorKey(KEY).toString()).doesNotContain(KEY);
    }

    private void simulate(String faults) {
        place.simulate(CapturePlace.MARKET, faults);
    }

    private CaptureOutcome capture(FolderLake lake, Lease lease, String key, int pageLimit) {
        return capture(lake, lease, key, pageLimit, () -> true);
    }

    private CaptureOutcome capture(FolderLake lake, Lease lease, String key, int pageLimit, BooleanSupplier held) {
        return place.capture(lake, List.of(lease), key, pageLimit, _ -> held.getAsBoolean()).getFirst().outcome();
    }

    private FolderLake lake(String name) {
        return new FolderLake(folder.resolve(name));
    }

    private Path published(CaptureOutcome outcome, String lake) {
        assertThat(outcome).isInstanceOf(Published.class);
        try (Stream<Path> files = Files.walk(folder.resolve(lake))) {
            return files.filter(file -> file.toString().endsWith(".parquet")).max(Path::compareTo).orElseThrow();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void assertNothingLeft(String lake) throws Exception {
        if (Files.exists(folder.resolve(lake))) {
            try (Stream<Path> files = Files.walk(folder.resolve(lake))) {
                assertThat(files.filter(Files::isRegularFile)).isEmpty();
            }
        }
    }

    private static void assertSameRows(Path one, Path two) throws Exception {
        try (var duck = DriverManager.getConnection("jdbc:duckdb:");
                var statement = duck.createStatement();
                ResultSet found = statement.executeQuery("""
                        with a as (select row_number() over () as n, * from '%s'),
                             b as (select row_number() over () as n, * from '%s')
                        select (select count(*) from a), (select count(*) from b),
                               (select count(*) from (select * from a except all select * from b))"""
                        .formatted(one, two))) {
            assertThat(found.next()).isTrue();
            assertThat(found.getLong(1)).isPositive().isEqualTo(found.getLong(2));
            assertThat(found.getLong(3)).isZero();
        }
    }

    private static Lease lease(Tape tape, QuotePolicy policy) {
        return lease(tape, policy, OPEN);
    }

    private static Lease lease(Tape tape, QuotePolicy policy, long at) {
        var spec = new CaptureSpec(WindowId.of("BCRX", at), "BCRX", tape, at, at - 3 * MINUTE, at + 7 * MINUTE, policy);
        return new Lease(spec.captureId(), "run", "manifest", spec, LakePaths.of(spec), 1, 60_000,
                EventBar.UNKNOWN, History.NONE);
    }
}
