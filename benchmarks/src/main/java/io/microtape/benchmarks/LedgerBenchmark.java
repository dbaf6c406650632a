package io.microtape.benchmarks;

import io.microtape.model.coverage.CoverageAsk;
import io.microtape.model.coverage.CoverageKey;
import io.microtape.runtime.config.Config;
import io.microtape.runtime.cost.Pace;
import io.microtape.runtime.coverage.Coverages;
import io.microtape.runtime.ledger.Ledger;
import io.microtape.servers.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * What a ledger takes on SQLite and on PostgreSQL, both waiting for the disk: {@code FOLDER [CAPTURES] [SECONDS]}. Prints how
 * long planning, starting, counting and reading take, and how many captures are leased and settled in a second.
 */
public final class LedgerBenchmark {
    private static final int ROUNDS = 5;

    private final Ledger ledger;
    private final Config config;

    private LedgerBenchmark(Ledger ledger, Config config) {
        this.ledger = ledger;
        this.config = config;
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        int captures = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 100_000;
        int seconds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 3;
        var config = Config.defaults();
        try (var ledger = Ledger.of(config, folder.resolve("ledger.db"), Clock.systemUTC(), Map.of())) {
            new LedgerBenchmark(ledger, config).measure("SQLite", captures, seconds);
        }
        try (var server = PostgresServer.start(folder.resolve("postgresql"), "fsync=on", "full_page_writes=on")) {
            var there = Config.load(Optional.empty(), Optional.empty(),
                    List.of("ledger.url=" + server.url(), "ledger.user=" + server.user()));
            try (var ledger = Ledger.of(there, folder, Clock.systemUTC(),
                    Map.of("MICROTAPE_LEDGER_PASSWORD", server.password()))) {
                new LedgerBenchmark(ledger, there).measure("PostgreSQL", captures, seconds);
            }
        }
    }

    private void measure(String engine, int captures, int seconds) throws Exception {
        var made = new LedgerCaptures(ledger);
        say(engine, "plan", () -> made.plan(captures));
        say(engine, "start", made::start);
        var coverages = new Coverages(ledger, Pace.of(config), Clock.systemUTC());
        CoverageAsk ask = CoverageAsk.of(LedgerCaptures.MANIFEST, CoverageKey.SYMBOL, CoverageKey.MONTH);
        say(engine, "first coverage", () -> coverages.of(ask));
        pairs(made, 1, seconds);
        for (int askers : new int[] {1, 4}) {
            double[] rounds = new double[ROUNDS];
            double settled = 0;
            Duration before = cpu();
            for (int round = 0; round < ROUNDS; round++) {
                rounds[round] = pairs(made, askers, seconds);
                settled += rounds[round] * seconds;
            }
            Duration used = cpu().minus(before);
            Arrays.sort(rounds);
            System.out.printf(Locale.ROOT,
                    "%-10s  askers: %d, captures leased and settled in a second: median %,.0f, most %,.0f; CPU for one: %.2f ms%n",
                    engine, askers, rounds[ROUNDS / 2], rounds[ROUNDS - 1], used.toNanos() / 1e6 / settled);
        }
        say(engine, "coverage after", () -> coverages.of(ask));
        say(engine, "export order", () -> ledger.windows().ofManifest(LedgerCaptures.MANIFEST, _ -> {}));
    }

    /** What this process and those of the server have computed. */
    private static Duration cpu() {
        return Stream.concat(Stream.of(ProcessHandle.current()), ProcessHandle.current().descendants())
                .flatMap(process -> process.info().totalCpuDuration().stream()).reduce(Duration.ZERO, Duration::plus);
    }

    /** Captures leased and settled in a second by so many at once. */
    private static double pairs(LedgerCaptures made, int askers, int seconds) throws Exception {
        long begun = System.nanoTime();
        long until = begun + Duration.ofSeconds(seconds).toNanos();
        long settled = 0;
        try (var threads = Executors.newFixedThreadPool(askers)) {
            List<Callable<Long>> asks = new ArrayList<>();
            for (int i = 0; i < askers; i++) {
                String name = "asker " + i;
                asks.add(() -> ask(made, name, until));
            }
            for (Future<Long> asked : threads.invokeAll(asks)) {
                settled += asked.get();
            }
        }
        return settled * 1e9 / (System.nanoTime() - begun);
    }

    private static long ask(LedgerCaptures made, String name, long until) throws IOException {
        long settled = 0;
        while (System.nanoTime() < until) {
            settled += made.leaseAndSettle(name);
        }
        return settled;
    }

    private static void say(String engine, String what, Runnable work) {
        long begun = System.nanoTime();
        work.run();
        System.out.printf(Locale.ROOT, "%-10s  %s: %.2f s%n", engine, what, (System.nanoTime() - begun) / 1e9);
    }
}
