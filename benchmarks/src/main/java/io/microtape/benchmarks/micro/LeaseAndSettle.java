package io.microtape.benchmarks.micro;

import io.microtape.benchmarks.LedgerCaptures;
import io.microtape.runtime.config.Config;
import io.microtape.runtime.ledger.Ledger;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Microseconds for a lease and its settlement on SQLite, each a transaction that is flushed to the disk; beside them two
 * flushes of a page, which no transaction can do without.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class LeaseAndSettle {
    private static final int CAPTURES = 30_000;
    private static final int PAGE = 4096;

    private final ByteBuffer page = ByteBuffer.allocate(PAGE);
    private Path folder;
    private FileChannel beside;
    private Ledger ledger;
    private LedgerCaptures captures;

    @Setup
    public void fill() throws IOException {
        folder = Files.createTempDirectory("leases");
        beside = FileChannel.open(folder.resolve("beside"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        ledger = Ledger.of(Config.defaults(), folder.resolve("ledger.db"), Clock.systemUTC(), Map.of());
        captures = new LedgerCaptures(ledger);
        captures.plan(CAPTURES);
        captures.start();
    }

    @Benchmark
    public int leaseAndSettle() throws IOException {
        return captures.leaseAndSettle("benchmark");
    }

    /** The limit. */
    @Benchmark
    public void twoFlushes() throws IOException {
        for (int i = 0; i < 2; i++) {
            beside.write(page.clear());
            beside.force(false);
        }
    }

    @TearDown
    public void close() throws IOException {
        beside.close();
        ledger.close();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
