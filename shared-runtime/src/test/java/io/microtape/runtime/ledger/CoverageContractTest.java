package io.microtape.runtime.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.microtape.model.capture.CaptureOutcome;
import io.microtape.model.capture.CaptureSpec;
import io.microtape.model.capture.CaptureState;
import io.microtape.model.capture.EventBar;
import io.microtape.model.capture.QuotePolicy;
import io.microtape.model.capture.Tape;
import io.microtape.model.coverage.Coverage;
import io.microtape.model.coverage.Coverage.Group;
import io.microtape.model.coverage.CoverageAsk;
import io.microtape.model.coverage.CoverageKey;
import io.microtape.model.coverage.CoverageOrder;
import io.microtape.model.id.WindowId;
import io.microtape.model.lease.Lease;
import io.microtape.model.run.BudgetChange;
import io.microtape.model.run.Run;
import io.microtape.model.run.RunScope;
import io.microtape.model.session.Session;
import io.microtape.runtime.cost.Pace;
import io.microtape.runtime.coverage.CaptureAsk;
import io.microtape.runtime.coverage.Coverages;
import io.microtape.runtime.ledger.CaptureRecords.Planned;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** Every coverage number, against SQL over the captures themselves. */
@OnEveryEngine
class CoverageContractTest {
    private static final long MINUTE = 60_000_000_000L;
    private static final long BEGIN = Instant.parse("2024-01-29T15:00:00Z").getEpochSecond() * 1_000_000_000L;
    private static final Set<Session> SESSIONS = EnumSet.of(Session.PM, Session.RTH, Session.AH);

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
    void any_keys_count_what_sql_counts_after_any_history() throws Exception {
        long seed = new SplittableRandom().nextLong();
        System.out.println("seed " + seed);
        var random = new SplittableRandom(seed);
        test.manifest("m1", planned(random, 60));
        test.manifest("m2", planned(random, 20));
        Run run = test.start("m1");
        List<Lease> held = new ArrayList<>();
        for (int step = 0; step < 300; step++) {
            if (held.isEmpty() || random.nextInt(3) == 0) {
                held.addAll(test.ask());
            }
            if (!held.isEmpty() && random.nextBoolean()) {
                test.settle(held.remove(random.nextInt(held.size())), outcome(random));
            }
            test.advance(Duration.ofSeconds(random.nextInt(20)));
            if (step % 10 == 0) {
                compare(random, "m1");
                compare(random, "m2");
            }
        }
        assertThat(test.coverages().progress(run).captures()).isEqualTo(120);
        // What another process did, and what a new one finds, is the same.
        compare("m1", new Coverages(test.ledger(), new Pace(2, 50),
                Instant::now).of(CoverageAsk.of("m1", CoverageKey.DATE, CoverageKey.SESSION)));
    }

    @Test
    void pages_in_any_order_put_together_are_the_whole() {
        var random = new SplittableRandom(3);
        test.manifest("m1", planned(random, 80));
        test.start("m1");
        test.askAll().stream().limit(100).forEach(lease -> test.settle(lease, outcome(random)));
        for (CoverageOrder order : CoverageOrder.values()) {
            Coverage whole = ask(order, 1_000, 0);
            List<Group> pages = new ArrayList<>();
            Coverage page = ask(order, 7, 0);
            while (true) {
                assertThat(page.total()).isEqualTo(whole.groups().size());
                pages.addAll(page.groups());
                if (page.nextOffset().isEmpty()) {
                    break;
                }
                page = ask(order, 7, page.nextOffset().getAsLong());
            }
            assertThat(pages).isEqualTo(whole.groups());
            assertThat(pages).isSortedAccordingTo(comparator(order));
        }
    }

    private static Comparator<Group> comparator(CoverageOrder order) {
        return switch (order) {
            case KEY -> Comparator.comparing(group -> String.join(" ", group.key()));
            case CAPTURES -> Comparator.comparingLong(Group::captures).reversed();
            case MISSING -> Comparator.comparingLong(Group::missing).reversed();
            case ROWS -> Comparator.comparingLong(Group::rows).reversed();
            case BYTES -> Comparator.comparingLong(Group::bytes).reversed();
        };
    }

    private Coverage ask(CoverageOrder order, int limit, long offset) {
        return test.coverages().of(new CoverageAsk("m1", Optional.empty(),
                List.of(CoverageKey.SYMBOL, CoverageKey.MONTH), Map.of(), order, limit, offset));
    }

    @Test
    void values_narrow_the_count_and_a_run_narrows_it_to_what_it_is_about() {
        test.manifest("m1", planned(new SplittableRandom(5), 50));
        Coverage some = test.coverages().of(new CoverageAsk("m1", Optional.empty(), List.of(CoverageKey.TAPE),
                Map.of(CoverageKey.SYMBOL, Set.of("AAA", "BBB"), CoverageKey.TAPE, Set.of("trades")),
                CoverageOrder.KEY, 10, 0));
        assertThat(some.groups()).singleElement().satisfies(group -> {
            assertThat(group.key()).containsExactly("TRADES");
            assertThat(group.captures()).isEqualTo(some.captures()).isPositive().isLessThan(50);
        });
        Run run = test.start("m1", new RunScope(TestLedger.TRADES, Set.of(Session.PM), Optional.empty(),
                Optional.empty()), BudgetChange.NONE);
        assertThat(test.coverages().of(CoverageAsk.ofRun("m1", run.runId())).captures())
                .isEqualTo(test.coverages().progress(run).captures())
                .isEqualTo(test.coverages().of(new CoverageAsk("m1", Optional.empty(), List.of(),
                        Map.of(CoverageKey.SESSION, Set.of("PM"), CoverageKey.TAPE, Set.of("TRADES")),
                        CoverageOrder.KEY, 10, 0)).captures());
    }

    @Test
    void what_is_not_there_or_means_nothing_is_refused() {
        test.manifest("m1", 1);
        assertThatThrownBy(() -> test.coverages().of(CoverageAsk.of("none"))).isInstanceOf(LedgerException.class);
        assertThatThrownBy(() -> CoverageAsk.of("m1", CoverageKey.DATE, CoverageKey.DATE))
                .hasMessageContaining("two different");
        assertThatThrownBy(() -> new CoverageAsk("m1", Optional.empty(), List.of(),
                Map.of(CoverageKey.STATE, Set.of("LOST")), CoverageOrder.KEY, 1, 0)).hasMessageContaining("in_flight");
        assertThatThrownBy(() -> CoverageAsk.keys("date,colour")).hasMessageContaining("event_type");
    }

    @Test
    void captures_that_come_to_a_manifest_later_are_counted_too() {
        var random = new SplittableRandom(6);
        test.manifest("m1", planned(random, 10));
        assertThat(test.coverages().of(CoverageAsk.of("m1")).captures()).isEqualTo(20);
        test.ledger().captures().plan("m1", planned(random, 10));
        assertThat(test.coverages().of(CoverageAsk.of("m1")).captures()).isEqualTo(40);
    }

    @Test
    void captures_are_listed_in_order_by_the_page_with_the_number_of_all() {
        var random = new SplittableRandom(8);
        test.manifest("m1", planned(random, 30));
        test.start("m1");
        test.askAll().stream().limit(20).forEach(lease -> {
            test.advance(Duration.ofMillis(500));
            test.settle(lease, TestLedger.published(5));
        });
        var all = list(CaptureAsk.Order.WINDOW, 100, 0);
        assertThat(all.total()).isEqualTo(60);
        assertThat(all.captures()).hasSize(60).isSortedAccordingTo(
                Comparator.comparing((CaptureRecords.CaptureRecord capture) -> capture.spec().symbol())
                        .thenComparingLong(capture -> capture.spec().eventAt())
                        .thenComparing(capture -> capture.spec().tape()));
        assertThat(list(CaptureAsk.Order.WINDOW, 7, 50).captures()).isEqualTo(all.captures().subList(50, 57));
        assertThat(list(CaptureAsk.Order.SETTLED, 20, 0).captures()).extracting("state")
                .containsOnly(CaptureState.COMPLETE);
        assertThat(list(CaptureAsk.Order.WINDOW, 10, 60).captures()).isEmpty();
    }

    private Coverages.Captures list(CaptureAsk.Order order, int limit, long offset) {
        return test.coverages().list(new CaptureAsk("m1", Map.of(), order, limit, offset));
    }

    private static List<Planned> planned(SplittableRandom random, int windows) {
        List<Planned> planned = new ArrayList<>();
        for (int i = 0; i < windows; i++) {
            String symbol = "" + "ABCDE".charAt(random.nextInt(5)) + "AB".charAt(random.nextInt(2)) + "A";
            long at = BEGIN + random.nextInt(50_000) * MINUTE + random.nextInt(60_000) * 1_000_000L;
            String date = Instant.ofEpochSecond(at / 1_000_000_000L).toString().substring(0, 10);
            Session session = SESSIONS.stream().skip(random.nextInt(3)).findFirst().orElseThrow();
            for (Tape tape : Tape.values()) {
                var spec = new CaptureSpec(WindowId.of(symbol, at), symbol, tape, at, at, at + 5 * MINUTE,
                        QuotePolicy.KEEP_ALL);
                planned.add(new Planned(spec, session.name(), date, new EventBar(1, 1, 1, 1, 10, Double.NaN),
                        "w/" + random.nextLong() + ".parquet", i + 1, random.nextBoolean() ? "flush" : "spike"));
            }
        }
        return planned;
    }

    private static CaptureOutcome outcome(SplittableRandom random) {
        return switch (random.nextInt(5)) {
            case 0 -> new CaptureOutcome.NoRows(1);
            case 1 -> new CaptureOutcome.Rejected("400");
            case 2 -> new CaptureOutcome.Interrupted("cut");
            default -> TestLedger.published(random.nextInt(1, 10_000));
        };
    }

    private void compare(SplittableRandom random, String manifestId) throws Exception {
        List<CoverageKey> keys = List.of(CoverageKey.values());
        CoverageKey one = keys.get(random.nextInt(keys.size()));
        CoverageKey other = keys.get(random.nextInt(keys.size()));
        compare(manifestId, test.coverages().of(one == other
                ? CoverageAsk.of(manifestId, one)
                : CoverageAsk.of(manifestId, one, other)));
    }

    private void compare(String manifestId, Coverage coverage) throws Exception {
        Map<String, List<Long>> expected = new LinkedHashMap<>();
        String keys = String.join(" || ' ' || ",
                coverage.by().stream().map(word -> column(CoverageAsk.key(word))).toList());
        try (var sql = test.sql();
                var rows = sql.createStatement().executeQuery("""
                        select %s, count(*), coalesce(sum(rows_kept), 0), coalesce(sum(bytes), 0),
                          sum(case when state in ('COMPLETE', 'EMPTY_CONFIRMED') then 0 else 1 end)
                        from capture join manifest_capture using (capture_id) where manifest_id = '%s'
                        group by 1 order by 1""".formatted(keys, manifestId))) {
            while (rows.next()) {
                expected.put(rows.getString(1),
                        List.of(rows.getLong(2), rows.getLong(3), rows.getLong(4), rows.getLong(5)));
            }
        }
        Map<String, List<Long>> found = new LinkedHashMap<>();
        coverage.groups().forEach(group -> {
            found.put(String.join(" ", group.key()),
                    List.of(group.captures(), group.rows(), group.bytes(), group.missing()));
            assertThat(group.states().values().stream().mapToLong(Long::longValue).sum()).isEqualTo(group.captures());
        });
        assertThat(found).isEqualTo(expected);
        assertThat(coverage.states()).hasSameSizeAs(CaptureState.values());
        assertThat(coverage.states().values().stream().mapToLong(Long::longValue).sum()).isEqualTo(coverage.captures());
        assertThat(coverage.groups().stream().mapToLong(Group::captures).sum()).isEqualTo(coverage.captures());
        assertThat(coverage.groups().stream().mapToLong(Group::missing).sum()).isEqualTo(coverage.missing());
        assertThat(coverage.remaining().captures()).isEqualTo(coverage.states().entrySet().stream()
                .filter(state -> !state.getKey().settled()).mapToLong(Map.Entry::getValue).sum());
    }

    private static String column(CoverageKey key) {
        return switch (key) {
            case MONTH -> "substr(date_et, 1, 7)";
            case DATE -> "date_et";
            case WAVE -> "session";
            case GRADE -> "coalesce(grade, 'NONE')";
            case SESSION, SYMBOL, EVENT_TYPE, TAPE, STATE -> key.word();
        };
    }
}
