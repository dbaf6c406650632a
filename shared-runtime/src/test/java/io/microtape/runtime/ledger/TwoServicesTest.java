package io.microtape.runtime.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.model.capture.CaptureLifecycle;
import io.microtape.model.capture.CaptureState;
import io.microtape.model.lease.Lease;
import io.microtape.model.lease.LeaseMessages.Settled.Result;
import io.microtape.model.run.RunState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** Two services over one ledger, as on two machines. */
@OnEveryEngine
class TwoServicesTest {
    private static final int WINDOWS = 60;
    private static final int WORKERS = 6;
    private static final Duration LEASE = Duration.ofSeconds(5);
    /** Expired leases do not use up the attempts. */
    private static final CaptureLifecycle LIFECYCLE = new CaptureLifecycle(100, Duration.ZERO, Duration.ZERO,
            Duration.ZERO, List.of(), 0);

    @Parameter
    Engine engine;
    @TempDir
    Path folder;
    private final SettableClock clock = new SettableClock();
    private Engine.Place place;
    private List<Ledger> services;

    @BeforeEach
    void open() {
        place = engine.place(folder);
        services = List.of(place.open(clock, LIFECYCLE), place.open(clock, LIFECYCLE));
    }

    @AfterEach
    void close() {
        services.forEach(Ledger::close);
        place.close();
    }

    @Test
    void no_capture_is_settled_by_two_whoever_asks_renews_settles_and_falls_silent() throws Exception {
        long seed = new SplittableRandom().nextLong();
        System.out.println("seed " + seed);
        TestLedger.run(services.getFirst(), WINDOWS);
        Map<String, Set<Long>> tokens = new ConcurrentHashMap<>();
        Map<String, Long> settledBy = new ConcurrentHashMap<>();
        var random = new SplittableRandom(seed);
        try (var threads = Executors.newCachedThreadPool()) {
            List<Callable<Void>> work = new ArrayList<>();
            for (int i = 0; i < WORKERS; i++) {
                work.add(new Worker(services.get(i % 2), clock, "worker " + i, random.split(), tokens, settledBy));
            }
            for (var each : threads.invokeAll(work)) {
                each.get();
            }
        }
        assertThat(settledBy).hasSize(2 * WINDOWS);
        settledBy.forEach((captureId, token) -> {
            assertThat(services.getFirst().captures().find(captureId).orElseThrow().state())
                    .isEqualTo(CaptureState.COMPLETE);
            var attempts = services.getLast().captures().attempts(captureId);
            assertThat(attempts).extracting(CaptureRecords.Attempt::leaseToken).isSorted().doesNotHaveDuplicates()
                    .containsExactlyInAnyOrderElementsOf(tokens.get(captureId)).last().isEqualTo(token);
            assertThat(attempts.stream().filter(attempt -> attempt.outcome().equals("Published"))).hasSize(1);
        });
        assertThat(services.getFirst().runs().all()).allMatch(run -> run.state() == RunState.FINISHED);
    }

    /** One downloader that is at times slow or forgetful. Time passes whenever one asks. */
    private record Worker(Ledger ledger, SettableClock clock, String name, SplittableRandom random,
            Map<String, Set<Long>> tokens, Map<String, Long> settledBy) implements Callable<Void> {
        @Override
        public Void call() {
            while (ledger.runs().all().stream().anyMatch(run -> run.state() != RunState.FINISHED)) {
                clock.advance(Duration.ofMillis(random.nextInt(1_000)));
                ledger.leases().lease(name, LEASE).forEach(this::treat);
            }
            return null;
        }

        private void treat(Lease lease) {
            assertThat(tokens.computeIfAbsent(lease.captureId(), _ -> ConcurrentHashMap.newKeySet()).add(lease.token()))
                    .as("token %d of %s was given once", lease.token(), lease.captureId()).isTrue();
            switch (random.nextInt(4)) {
                case 0 -> {
                    // It falls silent.
                }
                case 1 -> {
                    while (random.nextBoolean() && ledger.leases().renew(lease.captureId(), lease.token(), LEASE)) {
                        Thread.onSpinWait();
                    }
                    settle(lease);
                }
                default -> settle(lease);
            }
        }

        private void settle(Lease lease) {
            var settled = ledger.leases().settle(lease.captureId(), lease.token(),
                    TestLedger.published(lease.token()), 1);
            if (settled.result() == Result.ACCEPTED) {
                assertThat(settledBy.put(lease.captureId(), lease.token())).as("%s is settled once", lease.captureId())
                        .isNull();
            }
        }
    }

    @Test
    void who_reads_the_changes_on_and_on_misses_none_while_others_write() throws Exception {
        TestLedger.run(services.getFirst(), WINDOWS);
        var done = new AtomicBoolean();
        Map<Long, String> seen = new ConcurrentHashMap<>();
        CaptureFeed feed = services.getLast().captureFeed();
        long begin = feed.newest();
        try (var threads = Executors.newCachedThreadPool()) {
            List<Callable<Void>> writers = new ArrayList<>();
            for (int i = 0; i < WORKERS; i++) {
                Ledger ledger = services.get(i % 2);
                writers.add(() -> {
                    List<Lease> leases = ledger.leases().lease("worker", LEASE);
                    while (!leases.isEmpty()) {
                        leases.forEach(lease -> ledger.leases().settle(lease.captureId(), lease.token(),
                                TestLedger.published(1), 1));
                        leases = ledger.leases().lease("worker", LEASE);
                    }
                    return null;
                });
            }
            var reader = threads.submit(() -> {
                long since = begin;
                boolean last = false;
                while (true) {
                    long newest = feed.newest();
                    assertThat(feed.follows("m1", since, newest)).isTrue();
                    feed.changes(since, row -> seen.put(row.getLong(1), row.getString(2)));
                    since = newest;
                    if (last) {
                        return null;
                    }
                    last = done.get();
                }
            });
            for (var each : threads.invokeAll(writers)) {
                each.get();
            }
            done.set(true);
            reader.get();
        }
        assertThat(seen).hasSize(2 * WINDOWS);
        assertThat(Set.copyOf(seen.values())).containsExactly("COMPLETE");
    }

    @Test
    void a_number_of_the_fleet_is_swapped_by_one_of_those_who_saw_the_same() throws Exception {
        assertThat(services.getFirst().fleetNumbers().read(List.of("a", "b"))).containsExactly(0, 0);
        try (var threads = Executors.newCachedThreadPool()) {
            List<Callable<Void>> work = new ArrayList<>();
            for (int i = 0; i < WORKERS; i++) {
                FleetNumbers numbers = services.get(i % 2).fleetNumbers();
                work.add(() -> {
                    for (int added = 0; added < 50;) {
                        long now = numbers.read(List.of("a"))[0];
                        added += numbers.swap("a", now, now + 1) ? 1 : 0;
                    }
                    return null;
                });
            }
            for (var each : threads.invokeAll(work)) {
                each.get();
            }
        }
        FleetNumbers numbers = services.getLast().fleetNumbers();
        assertThat(numbers.read(List.of("b", "a"))).containsExactly(0, 50 * WORKERS);
        assertThat(numbers.swap("a", 1, 7)).isFalse();
        assertThat(numbers.swap("a", 0, 7)).isFalse();
        assertThat(numbers.swap("b", 3, 7)).isFalse();
        assertThat(numbers.swap("a", 50 * WORKERS, 0)).isTrue();
        assertThat(numbers.swap("a", 0, -7)).isTrue();
        assertThat(numbers.read(List.of("a"))).containsExactly(-7);
        assertThat(numbers.read(List.of())).isEmpty();
    }
}
