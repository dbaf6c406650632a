package io.microtape.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.model.capture.CaptureState;
import io.microtape.model.run.Run;
import io.microtape.model.run.RunState;
import io.microtape.runtime.ledger.CaptureRecords.CaptureRecord;
import io.microtape.simulator.Simulator;
import io.microtape.simulator.fault.Fault;
import io.microtape.simulator.fault.FaultPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A vendor that fails in several ways at once, seed by seed, over a small manifest: whatever it does, what is COMPLETE is
 * the truth row by row. {@code -Dmicrotape.seeds=1000} runs more seeds, {@code -Dmicrotape.first_seed=N} begins at another.
 */
class FaultSeedsTest {
    private static final int SEEDS = Integer.getInteger("microtape.seeds", 12);
    private static final int FIRST_SEED = Integer.getInteger("microtape.first_seed", 1);
    /** No answer of the vendor can tell these, as docs/simulator.md says why; the bar of the event minute may. */
    private static final Set<Fault> BEYOND_PROOF = EnumSet.of(Fault.ROW_LOST, Fault.WRONG_TICKER);
    private static final List<Fault> FAULTS = Arrays.stream(Fault.values())
            .filter(fault -> !BEYOND_PROOF.contains(fault)).toList();
    /** tries_per_page, 60 throttled, and tries_per_page about the key; for a page, and for a question that settles a doubt. */
    private static final long MOST_FOR_A_PAGE = 5 + 60 + 5;
    private static final int MAX_ATTEMPTS = 5;
    private static final int EVENTS = 5;
    private static final int PAGE_LIMIT = 200;

    @TempDir
    Path folder;

    @Test
    void whatever_a_vendor_does_what_is_complete_is_the_truth() throws Exception {
        Map<CaptureState, Long> states = new EnumMap<>(CaptureState.class);
        long mostRequests = 0;
        try (var market = new SmallMarket(folder, EVENTS)) {
            for (int seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
                FaultPlan plan = plan(seed);
                String what = "seed %d: %s".formatted(seed, plan.text());
                System.out.println(what);
                Path home = market.home("seed" + seed);
                try (Simulator vendor = market.vendor(plan);
                        Workplace workplace = market.workplace(home, market.settings(vendor))) {
                    Run run = market.run(workplace, (_, _) -> {});
                    assertThat(market.lies(workplace, vendor)).as(what).isEmpty();
                    assertThat(workplace.verifier().verify().differences()).as(what).isEmpty();
                    assertThat(vendor.requests().leaks()).as(what).isZero();
                    if (run.state() == RunState.FINISHED) {
                        assertThat(SmallMarket.captures(workplace)).as(what)
                                .allMatch(capture -> capture.state().settled());
                    }
                    for (CaptureRecord capture : SmallMarket.captures(workplace)) {
                        states.merge(capture.state(), 1L, Long::sum);
                    }
                    long requests = vendor.requests().total();
                    assertThat(requests).as(what).isLessThanOrEqualTo(bound(workplace, vendor));
                    mostRequests = Math.max(mostRequests, requests);
                }
                delete(home);
            }
        }
        System.out.printf("%d seeds from %d on: %s; at most %d requests in a run%n", SEEDS, FIRST_SEED, states,
                mostRequests);
        assertThat(states.getOrDefault(CaptureState.COMPLETE, 0L)).as("most captures survive")
                .isGreaterThan(states.values().stream().mapToLong(Long::longValue).sum() / 2);
    }

    @Test
    void without_faults_every_row_of_every_capture_is_there() throws Exception {
        try (var market = new SmallMarket(folder, EVENTS);
                Simulator vendor = market.vendor(FaultPlan.NONE);
                Workplace workplace = market.workplace(market.home("clean"), market.settings(vendor))) {
            assertThat(market.run(workplace, (_, _) -> {}).state()).isEqualTo(RunState.FINISHED);
            assertThat(market.lies(workplace, vendor)).isEmpty();
            assertThat(SmallMarket.captures(workplace)).hasSize(2 * EVENTS)
                    .allMatch(capture -> capture.state() == CaptureState.COMPLETE);
        }
    }

    /** One to six faults, together in up to half of the requests. */
    private static FaultPlan plan(int seed) {
        var random = new SplittableRandom(seed);
        Map<Fault, Double> rates = new EnumMap<>(Fault.class);
        int faults = 1 + random.nextInt(6);
        for (int i = 0; i < faults; i++) {
            rates.put(FAULTS.get(random.nextInt(FAULTS.size())), random.nextDouble() * 0.5 / faults);
        }
        return new FaultPlan(seed, rates);
    }

    /** Twice the true pages of each capture, for short and empty ones, with a question for each and one for the tail. */
    private static long bound(Workplace workplace, Simulator vendor) {
        return SmallMarket.captures(workplace).stream().mapToLong(capture -> {
            long rows = vendor.truth().count(capture.spec().symbol(), capture.spec().tape(),
                    capture.spec().windowFrom(), capture.spec().windowTo());
            return MAX_ATTEMPTS * MOST_FOR_A_PAGE * (4 * (rows / PAGE_LIMIT + 1) + 1);
        }).sum();
    }

    private static void delete(Path folder) throws Exception {
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path file : tree.sorted((one, two) -> two.compareTo(one)).toList()) {
                Files.delete(file);
            }
        }
    }
}
