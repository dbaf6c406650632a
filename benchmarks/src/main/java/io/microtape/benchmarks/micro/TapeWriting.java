package io.microtape.benchmarks.micro;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import io.microtape.benchmarks.CapturePages;
import io.microtape.model.capture.CaptureSpec;
import io.microtape.model.capture.QuotePolicy;
import io.microtape.model.capture.Tape;
import io.microtape.model.id.WindowId;
import io.microtape.runtime.lake.Lake;
import io.microtape.runtime.tape.TapeBatch;
import io.microtape.runtime.tape.TapeWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.arrow.memory.RootAllocator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Nanoseconds for a row of a tape's file, written but not flushed; beside it what zstd alone takes, and the hash. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(TapeWriting.ROWS)
public class TapeWriting {
    static final int PAGES = 20;
    static final int ROWS = PAGES * Page.ROWS;
    private static final int LEVEL = 3;

    @Param({"TRADES", "QUOTES"})
    Tape tape;
    private final RootAllocator allocator = new RootAllocator();
    private final int[] listed = IntStream.range(0, Page.ROWS).toArray();
    private Path folder;
    private Path file;
    private CaptureSpec spec;
    private TapeBatch batch;
    private List<byte[]> encoded;
    private byte[] compressed;

    @Setup
    public void read() throws IOException, InterruptedException {
        folder = Files.createTempDirectory("writing");
        file = folder.resolve("tape.parquet");
        spec = new CaptureSpec(WindowId.of(CapturePages.SYMBOL, CapturePages.FROM), CapturePages.SYMBOL, tape,
                CapturePages.FROM, CapturePages.FROM, CapturePages.TO, QuotePolicy.KEEP_ALL);
        batch = Page.of(tape).rows(tape, allocator);
        write();
        encoded = EncodedPages.of(file);
        compressed = new byte[(int) Zstd.compressBound(encoded.stream().mapToInt(page -> page.length).max().orElse(0))];
    }

    /** The same page twenty times over. */
    @Benchmark
    public long write() throws IOException {
        Files.deleteIfExists(file);
        try (var writer = new TapeWriter(file, spec)) {
            for (int page = 0; page < PAGES; page++) {
                writer.append(batch, listed, batch.rows());
            }
            writer.finish(Map.of());
            return writer.rows();
        }
    }

    /** The limit: the same bytes, laid out already. */
    @Benchmark
    public long compress() {
        long bytes = 0;
        try (var context = new ZstdCompressCtx().setLevel(LEVEL)) {
            for (byte[] page : encoded) {
                bytes += context.compressByteArray(compressed, 0, compressed.length, page, 0, page.length);
            }
        }
        return bytes;
    }

    /** What every proof takes. */
    @Benchmark
    public String hash() throws IOException {
        return Lake.sha256(file);
    }

    @TearDown
    public void close() throws IOException {
        batch.close();
        allocator.close();
        Files.deleteIfExists(file);
        Files.delete(folder);
    }
}
