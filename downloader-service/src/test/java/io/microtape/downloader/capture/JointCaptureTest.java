package io.microtape.downloader.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.downloader.capture.Capturer.Result;
import io.microtape.model.capture.CaptureOutcome.GivenBack;
import io.microtape.model.capture.CaptureOutcome.Interrupted;
import io.microtape.model.capture.CaptureOutcome.NoRows;
import io.microtape.model.capture.CaptureOutcome.Published;
import io.microtape.model.capture.CaptureProof;
import io.microtape.model.capture.CaptureSpec;
import io.microtape.model.capture.EventBar;
import io.microtape.model.capture.Extension;
import io.microtape.model.capture.QuotePolicy;
import io.microtape.model.capture.Tape;
import io.microtape.model.id.WindowId;
import io.microtape.model.lease.History;
import io.microtape.model.lease.Lease;
import io.microtape.runtime.lake.FolderLake;
import io.microtape.runtime.lake.Lake;
import io.microtape.runtime.lake.LakePaths;
import io.microtape.runtime.parquet.ParquetTables;
import io.microtape.runtime.tracing.Tracing;
import io.microtape.runtime.tracing.TracingSettings;
import io.microtape.servers.TraceCollector;
import io.microtape.servers.TraceCollector.Told;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several windows in one fetch, windows that grow, and full tapes beside thinned ones. */
class JointCaptureTest {
    private static final long MINUTE = 60_000_000_000L;
    private static final long OPEN = Instant.parse("2024-03-05T14:31:00Z").getEpochSecond() * 1_000_000_000L;
    private static final QuotePolicy THINNED = new QuotePolicy(true, 2);

    @TempDir
    Path folder;
    private CapturePlace place;

    @BeforeEach
    void start() {
        place = new CapturePlace(folder);
        place.simulate(CapturePlace.MARKET, "");
    }

    @AfterEach
    void stop() {
        place.close();
    }

    @Test
    void windows_that_overlap_are_fetched_once_and_each_is_what_a_fetch_of_its_own_gives() throws Exception {
        long seed = 17;
        System.out.println("seed " + seed);
        var random = new SplittableRandom(seed);
        for (int round = 0; round < 12; round++) {
            Tape tape = round % 2 == 0 ? Tape.TRADES : Tape.QUOTES;
            List<Lease> leases = new ArrayList<>();
            long at = OPEN + random.nextInt(60) * MINUTE;
            for (int i = 0; i < 2 + random.nextInt(4); i++) {
                leases.add(lease(
                        spec(tape, at, tape == Tape.TRADES || random.nextBoolean() ? QuotePolicy.KEEP_ALL : THINNED,
                                random.nextBoolean(), Optional.empty())));
                at += (1 + random.nextInt(10)) * MINUTE;
            }
            int pageLimit = 20 + random.nextInt(500);
            FolderLake together = place.lake("together" + round);
            FolderLake alone = place.lake("alone" + round);
            List<Result> joint = place.capture(together, leases, pageLimit);
            assertThat(joint.stream().skip(1)).allMatch(result -> result.requests() == 0);
            for (int i = 0; i < leases.size(); i++) {
                CaptureProof one = proof(place.capture(alone, List.of(leases.get(i)), pageLimit).getFirst());
                CaptureProof shared = proof(joint.get(i));
                assertThat(shared.rowsReceived()).isEqualTo(one.rowsReceived());
                assertThat(shared.findings()).isEqualTo(one.findings());
                assertSameFiles(together, alone, leases.get(i));
            }
        }
    }

    @Test
    void one_fetch_for_neighbours_costs_fewer_requests_than_one_each() {
        List<Lease> leases = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            leases.add(lease(spec(Tape.TRADES, OPEN + 2L * i * MINUTE, QuotePolicy.KEEP_ALL, false, Optional.empty())));
        }
        List<Result> results = place.capture(place.lake("lake"), leases, 50_000);
        assertThat(results).hasSize(4).allMatch(result -> result.outcome() instanceof Published);
        assertThat(results.getFirst().requests()).isEqualTo(1).isEqualTo(place.simulator().requests().total());
    }

    @Test
    void neighbours_have_a_trace_each_and_the_first_ones_holds_what_was_asked_for_all() throws Exception {
        List<Lease> leases = List.of(
                lease(spec(Tape.TRADES, OPEN, QuotePolicy.KEEP_ALL, false, Optional.empty())),
                lease(spec(Tape.TRADES, OPEN + MINUTE, QuotePolicy.KEEP_ALL, false, Optional.empty())));
        try (TraceCollector collector = TraceCollector.start()) {
            try (Tracing tracing = Tracing.of(new TracingSettings(collector.url().toString(), 1), "tested", "here")) {
                place.trace(tracing);
                place.capture(place.lake("lake"), leases, 50_000);
            }
            Map<String, List<String>> names = collector.spans().stream().collect(Collectors.groupingBy(Told::trace,
                    Collectors.mapping(Told::name, Collectors.toList())));
            Told first = root(collector, leases.get(0));
            Told second = root(collector, leases.get(1));
            assertThat(names.get(first.trace())).containsExactlyInAnyOrder("capture", "page", "vendor request", "prove",
                    "publish");
            assertThat(names.get(second.trace())).containsExactlyInAnyOrder("capture", "prove", "publish");
            assertThat(second.linked()).containsExactly(first.trace());
        }
    }

    private static Told root(TraceCollector collector, Lease lease) {
        return collector.spans().stream()
                .filter(span -> lease.captureId().equals(span.attributes().get("microtape.capture_id"))).findFirst()
                .orElseThrow();
    }

    @Test
    void a_neighbour_whose_lease_is_lost_is_not_published_and_the_others_are() throws Exception {
        Lease kept = lease(spec(Tape.TRADES, OPEN, QuotePolicy.KEEP_ALL, false, Optional.empty()));
        Lease lost = lease(spec(Tape.TRADES, OPEN + MINUTE, QuotePolicy.KEEP_ALL, false, Optional.empty()));
        FolderLake lake = place.lake("lake");
        List<Result> results = place.capture(lake, List.of(kept, lost), CapturePlace.KEY, 50_000, kept::equals);
        assertThat(results.get(0).outcome()).isInstanceOf(Published.class);
        assertThat(results.get(1).outcome()).isInstanceOf(GivenBack.class);
        assertThat(CapturePlace.files(lake)).containsExactly(lake.file(kept.path()));
    }

    @Test
    void an_unusual_event_minute_gets_the_longer_window_and_only_its_flanks_are_fetched_besides() throws Exception {
        for (Tape tape : Tape.values()) {
            var longer = new Extension(OPEN - 10 * MINUTE, OPEN + 20 * MINUTE, 90, 90, 3);
            CaptureSpec spec = spec(tape, OPEN, tape == Tape.QUOTES ? THINNED : QuotePolicy.KEEP_ALL, true,
                    Optional.of(longer));
            FolderLake lake = place.lake("extended" + tape);
            CaptureProof proof = proof(place.capture(lake,
                    List.of(lease(spec, new EventBar(1, 1, 1, 1, 1, 3.5), History.NONE)), 50).getFirst());
            assertThat(proof.from()).isEqualTo(longer.from());
            assertThat(proof.to()).isEqualTo(longer.to());
            assertThat(proof.findings().extension()).startsWith("extended:").contains("vol_spike 3.5 at least 3")
                    .contains("off (0 earlier captures, 20 needed)");
            assertThat(ParquetTables.footer(lake.file(LakePaths.of(spec)))).containsEntry("microtape.extension",
                    proof.findings().extension());

            FolderLake whole = place.lake("whole" + tape);
            CaptureSpec asLong = new CaptureSpec(spec.windowId(), spec.symbol(), tape, OPEN, longer.from(),
                    longer.to(), spec.policy(), true, List.of(), Optional.empty());
            CaptureProof direct = proof(place.capture(whole, List.of(lease(asLong)), 50).getFirst());
            assertThat(proof.rowsReceived()).isEqualTo(direct.rowsReceived());
            assertThat(proof.findings().tickContinuity()).isEqualTo(Double.valueOf(direct.findings().tickContinuity()));
            assertSameFiles(lake, whole, lease(spec));
        }
        assertThat(place.simulator().requests().lines()).as("no page is asked for twice").doesNotHaveDuplicates();
    }

    @Test
    void a_usual_event_minute_keeps_its_window_and_says_what_was_compared() throws Exception {
        var longer = new Extension(OPEN - 10 * MINUTE, OPEN + 20 * MINUTE, 90, 90, 3);
        CaptureSpec spec = spec(Tape.TRADES, OPEN, QuotePolicy.KEEP_ALL, false, Optional.of(longer));
        FolderLake lake = place.lake("lake");
        CaptureProof proof = proof(place.capture(lake, List.of(lease(spec, EventBar.UNKNOWN,
                new History(1e9, 25, Double.NaN, 0))), 50).getFirst());
        assertThat(proof.from()).isEqualTo(spec.windowFrom());
        assertThat(proof.findings().extension()).startsWith("not extended:").contains("within")
                .contains("p90 of 25 captures").contains("vol_spike unknown");
        FolderLake usual = place.lake("usual");
        CaptureSpec fixed = spec(Tape.TRADES, OPEN, QuotePolicy.KEEP_ALL, false, Optional.empty());
        place.capture(usual, List.of(lease(fixed)), 50);
        assertSameFiles(lake, usual, lease(spec));
    }

    @Test
    void a_flank_that_cannot_be_fetched_publishes_nothing() throws Exception {
        var longer = new Extension(OPEN - 10 * MINUTE, OPEN + 20 * MINUTE, 0, 0, 1);
        CaptureSpec spec = spec(Tape.TRADES, OPEN, QuotePolicy.KEEP_ALL, false, Optional.of(longer));
        Lease lease = lease(spec, new EventBar(1, 1, 1, 1, 1, 9), History.NONE);
        FolderLake lake = place.lake("lake");
        var asked = new int[1];
        List<Result> results = place.capture(lake, List.of(lease), CapturePlace.KEY, 50_000, _ -> asked[0]++ < 4);
        assertThat(results.getFirst().outcome()).isInstanceOf(GivenBack.class);
        assertThat(CapturePlace.files(lake)).isEmpty();
    }

    @Test
    void the_full_tape_stands_beside_the_thinned_one_and_a_lost_one_costs_the_capture() throws Exception {
        CaptureSpec spec = spec(Tape.QUOTES, OPEN, THINNED, true, Optional.empty());
        FolderLake lake = place.lake("lake");
        CaptureProof proof = proof(place.capture(lake, List.of(lease(spec)), 70).getFirst());
        Path full = lake.file(LakePaths.fullTape(LakePaths.of(spec)));
        assertThat(proof.raw().orElseThrow().sha256()).isEqualTo(Lake.sha256(full));
        assertThat(CapturePlace.rows(full)).hasSize((int) proof.rowsReceived());
        assertThat(CapturePlace.rows(full)).containsAll(CapturePlace.rows(lake.file(LakePaths.of(spec))));
        long asked = place.simulator().requests().total();
        assertThat(place.capture(lake, List.of(lease(spec)), 70).getFirst().requests()).isZero();
        assertThat(place.simulator().requests().total()).isEqualTo(asked);
        Files.delete(full);
        assertThat(proof(place.capture(lake, List.of(lease(spec)), 70).getFirst()).rowsKept())
                .isEqualTo(proof.rowsKept());
        assertThat(full).exists();
    }

    @Test
    void a_full_tape_left_by_an_attempt_that_died_is_taken_or_set_aside() throws Exception {
        CaptureSpec spec = spec(Tape.QUOTES, OPEN, THINNED, true, Optional.empty());
        FolderLake lake = place.lake("lake");
        CaptureProof first = proof(place.capture(lake, List.of(lease(spec)), 70).getFirst());
        Files.delete(lake.file(LakePaths.of(spec)));
        assertThat(proof(place.capture(lake, List.of(lease(spec)), 70).getFirst()).raw()).isEqualTo(first.raw());
        Files.delete(lake.file(LakePaths.of(spec)));
        Files.writeString(lake.file(LakePaths.fullTape(LakePaths.of(spec))), "PAR1 nothing PAR1");
        CaptureProof again = proof(place.capture(lake, List.of(lease(spec)), 70).getFirst());
        assertThat(again.rowsReceived()).isEqualTo(first.rowsReceived());
        assertThat(CapturePlace.files(lake)).filteredOn(file -> file.toString().endsWith(".damaged")).hasSize(1);
    }

    @Test
    void only_the_chosen_columns_are_stored() throws Exception {
        var spec = new CaptureSpec(WindowId.of("BCRX", OPEN), "BCRX", Tape.TRADES, OPEN, OPEN - 3 * MINUTE,
                OPEN + 7 * MINUTE, QuotePolicy.KEEP_ALL, false, List.of("sip_timestamp", "price", "size"),
                Optional.empty());
        FolderLake lake = place.lake("lake");
        CaptureProof proof = proof(place.capture(lake, List.of(lease(spec)), 500).getFirst());
        assertThat(CapturePlace.query("select name from parquet_schema('%s')".formatted(lake.file(LakePaths.of(spec)))))
                .containsExactly("tape|", "window_id|", "symbol|", "sip_timestamp|", "price|", "size|");
        assertThat(proof.findings().tickContinuity()).isBetween(0.0, 1.0);
    }

    @Test
    void neighbours_of_which_one_is_empty_are_answered_each_for_itself() {
        long night = Instant.parse("2024-03-05T13:20:00Z").getEpochSecond() * 1_000_000_000L;
        Lease empty = lease(window("ZZZZ", night, night + 1));
        Lease busy = lease(window("ZZZZ", night + 1, night + 200 * MINUTE));
        List<Result> results = place.capture(place.lake("lake"), List.of(empty, busy), 50_000);
        assertThat(results.get(0).outcome()).isInstanceOf(NoRows.class);
        assertThat(results.get(1).outcome()).isInstanceOf(Published.class);
    }

    @Test
    void a_draft_that_is_read_back_otherwise_costs_an_attempt_of_its_own_capture_only() throws Exception {
        Lease sound = lease(spec(Tape.TRADES, OPEN, QuotePolicy.KEEP_ALL, false, Optional.empty()));
        Lease spoilt = lease(spec(Tape.TRADES, OPEN + MINUTE, QuotePolicy.KEEP_ALL, false, Optional.empty()));
        FolderLake lake = place.lake("lake");
        place.observe((step, id) -> {
            if (step == CaptureStep.WRITTEN && id.equals(spoilt.captureId())) {
                spoil(lake, lake.file(spoilt.path()).getFileName().toString());
            }
        });
        List<Result> results = place.capture(lake, List.of(sound, spoilt), 50_000);
        assertThat(results.get(0).outcome()).isInstanceOf(Published.class);
        assertThat(results.get(0).requests()).isEqualTo(1);
        assertThat(((Interrupted) results.get(1).outcome()).cause()).contains("see to the disk");
        assertThat(CapturePlace.files(lake)).containsExactly(lake.file(sound.path()));
    }

    @Test
    void an_unexpected_error_leaves_nothing_and_its_requests_are_counted() throws Exception {
        Lease one = lease(spec(Tape.QUOTES, OPEN, THINNED, true, Optional.empty()));
        Lease two = lease(spec(Tape.QUOTES, OPEN + MINUTE, THINNED, true, Optional.empty()));
        FolderLake lake = place.lake("lake");
        place.observe((step, _) -> {
            if (step == CaptureStep.PROVEN) {
                throw new IllegalStateException("no such thing");
            }
        });
        List<Result> results = place.capture(lake, List.of(one, two), 50_000);
        assertThat(results).allMatch(result -> result.outcome() instanceof Interrupted);
        assertThat(results.getFirst().requests()).isEqualTo(1);
        assertThat(CapturePlace.files(lake)).isEmpty();
    }

    /** Changes a byte in the middle of a capture's draft. */
    private static void spoil(FolderLake lake, String name) {
        try {
            for (Path file : CapturePlace.files(lake)) {
                if (file.getFileName().toString().startsWith("." + name)) {
                    byte[] bytes = Files.readAllBytes(file);
                    bytes[bytes.length / 3] ^= 1;
                    Files.write(file, bytes);
                }
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static CaptureSpec window(String symbol, long from, long to) {
        return new CaptureSpec(WindowId.of(symbol, from), symbol, Tape.TRADES, from, from, to, QuotePolicy.KEEP_ALL);
    }

    private static CaptureSpec spec(Tape tape, long at, QuotePolicy policy, boolean keepRaw,
            Optional<Extension> extension) {
        return new CaptureSpec(WindowId.of("BCRX", at), "BCRX", tape, at, at - 3 * MINUTE, at + 7 * MINUTE, policy,
                keepRaw, List.of(), extension);
    }

    private static Lease lease(CaptureSpec spec) {
        return lease(spec, EventBar.UNKNOWN, History.NONE);
    }

    private static Lease lease(CaptureSpec spec, EventBar bar, History history) {
        return new Lease(spec.captureId(), "run", "manifest", spec, LakePaths.of(spec), 1, 60_000, bar, history);
    }

    private static CaptureProof proof(Result result) {
        assertThat(result.outcome()).isInstanceOf(Published.class);
        return ((Published) result.outcome()).proof();
    }

    private static void assertSameFiles(FolderLake one, FolderLake two, Lease lease) throws Exception {
        List<String> rows = CapturePlace.rows(one.file(lease.path()));
        assertThat(rows).isNotEmpty().isEqualTo(CapturePlace.rows(two.file(lease.path())));
        if (lease.spec().keepRaw()) {
            String full = LakePaths.fullTape(lease.path());
            assertThat(CapturePlace.rows(one.file(full))).isEqualTo(CapturePlace.rows(two.file(full)));
        }
    }
}
