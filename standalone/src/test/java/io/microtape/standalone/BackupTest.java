package io.microtape.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.downloader.capture.CaptureStep;
import io.microtape.model.capture.CaptureState;
import io.microtape.model.run.RunState;
import io.microtape.simulator.Simulator;
import io.microtape.simulator.fault.FaultPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup as {@code docs/operator.md} says it is made: the ledger first, then manifests and lake, while a run goes on. */
class BackupTest {
    private static final int SETTLED_BEFORE = 6;
    private static final Pattern STATEMENT = Pattern.compile("ledger.db \"([A-Z ]+) '/backup/microtape/ledger.db'\"");

    @TempDir
    Path folder;

    @Test
    void a_home_that_was_backed_up_in_the_middle_of_a_run_verifies_elsewhere_and_asks_for_nothing_twice()
            throws Exception {
        try (SmallMarket market = new SmallMarket(folder, 12); Simulator vendor = market.vendor(FaultPlan.NONE)) {
            Path home = market.home("home");
            Path restored = Files.createDirectories(folder.resolve("elsewhere/restored"));
            var settled = new AtomicInteger();
            try (Workplace workplace = market.workplace(home, market.settings(vendor))) {
                // The copy is made on one worker's thread, so the others capture on meanwhile.
                market.run(workplace, (step, _) -> {
                    if (step == CaptureStep.SETTLED && settled.incrementAndGet() == SETTLED_BEFORE) {
                        backUpUnchecked(home, restored);
                    }
                });
            }
            assertThat(settled.get()).isGreaterThan(SETTLED_BEFORE);
            int files = files(restored.resolve("lake")).size();
            assertThat(files).isGreaterThanOrEqualTo(SETTLED_BEFORE);

            assertThat(Terminal.run("verify", "--repair", "--home", restored.toString()).exit()).isLessThan(2);
            Terminal.Outcome verified = Terminal.run("verify", "--home", restored.toString());
            assertThat(verified.exit()).as(verified.out()).isZero();
            assertThat(verified.out()).contains("%d complete captures against %d files: no difference".formatted(files,
                    files));

            try (Workplace workplace = market.workplace(restored, market.settings(vendor))) {
                assertThat(market.run(workplace, (_, _) -> {}).state()).isEqualTo(RunState.FINISHED);
                List<CaptureState> states = SmallMarket.captures(workplace).stream().map(each -> each.state())
                        .distinct().toList();
                assertThat(states).containsOnly(CaptureState.COMPLETE);
                assertThat(timesStored(restored)).hasSameSizeAs(SmallMarket.captures(workplace)).containsOnly(1);
                assertThat(market.lies(workplace, vendor)).isEmpty();
            }
        }
    }

    /** How often captures came into the lake, by the ledger's record of attempts. */
    private static List<Integer> timesStored(Path home) throws SQLException {
        try (var ledger = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("ledger.db"));
                var sql = ledger.createStatement();
                var rows = sql.executeQuery("select count(*) from attempt where outcome in ('Published', 'Adopted') "
                        + "group by capture_id")) {
            List<Integer> times = new ArrayList<>();
            while (rows.next()) {
                times.add(rows.getInt(1));
            }
            return times;
        }
    }

    private static void backUpUnchecked(Path home, Path backup) {
        try {
            backUp(home, backup);
        } catch (IOException | SQLException e) {
            throw new IllegalStateException("the backup was not made", e);
        }
    }

    /** The page's statement for SQLite, then what rsync copies. */
    private static void backUp(Path home, Path backup) throws IOException, SQLException {
        Matcher statement = STATEMENT.matcher(Files.readString(Pages.ROOT.resolve("docs/operator.md")));
        assertThat(statement.find()).isTrue();
        try (var ledger = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("ledger.db"));
                var sql = ledger.createStatement()) {
            sql.executeUpdate("%s '%s'".formatted(statement.group(1), backup.resolve("ledger.db")));
        }
        for (String part : List.of("manifests", "lake")) {
            for (Path file : files(home.resolve(part))) {
                Path copy = backup.resolve(home.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    /** Finished files: names that begin with a dot are those of work at hand. */
    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> tree = Files.find(folder, 5, (path, facts) -> facts.isRegularFile()
                && !path.getFileName().toString().startsWith("."))) {
            return tree.toList();
        }
    }
}
