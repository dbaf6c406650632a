package io.microtape.benchmarks.micro;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.microtape.downloader.vendor.polygon.PageParser;
import io.microtape.model.capture.Tape;
import io.microtape.runtime.tape.TapeBatch;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
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

/** Nanoseconds for a row of a page: unpacking it, reading it into a batch, and the same as plain Jackson objects. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Page.ROWS)
public class PageParsing {
    /** Bytes of the header that Java and Python write: no name, no comment. */
    private static final int GZIP_HEADER = 10;

    @Param({"TRADES", "QUOTES"})
    Tape tape;
    private final ObjectMapper mapper = new ObjectMapper();
    private final RootAllocator allocator = new RootAllocator();
    private Page page;
    private byte[] unpacked;
    private TapeBatch batch;
    private PageParser parser;

    @Setup
    public void read() throws IOException, InterruptedException {
        page = Page.of(tape);
        unpacked = new byte[page.json().length];
        batch = new TapeBatch(tape, allocator);
        parser = new PageParser(tape, Page.ROWS);
    }

    /** As a capture does it. */
    @Benchmark
    public int parse() throws IOException {
        batch.clear();
        parser.parse(new ByteArrayInputStream(page.json()), batch);
        return batch.rows();
    }

    /** A tree of objects, as one would write it without further thought. */
    @Benchmark
    public JsonNode databind() throws IOException {
        return mapper.readTree(page.json());
    }

    /** The limit of a page that comes compressed. */
    @Benchmark
    public int inflate() throws DataFormatException {
        var inflater = new Inflater(true);
        try {
            inflater.setInput(page.gzip(), GZIP_HEADER, page.gzip().length - GZIP_HEADER);
            return inflater.inflate(unpacked);
        } finally {
            inflater.end();
        }
    }

    /** The limit of whatever reads every byte once. */
    @Benchmark
    public byte[] copy() {
        System.arraycopy(page.json(), 0, unpacked, 0, unpacked.length);
        return unpacked;
    }

    @TearDown
    public void close() {
        batch.close();
        allocator.close();
    }
}
