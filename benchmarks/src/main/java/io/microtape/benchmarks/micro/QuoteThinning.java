package io.microtape.benchmarks.micro;

import io.microtape.downloader.sampling.QuoteSampler;
import io.microtape.model.capture.QuotePolicy;
import io.microtape.model.capture.Tape;
import io.microtape.runtime.tape.TapeBatch;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.infra.Blackhole;

/** Nanoseconds for a quote of a page that is thinned: by changes only, and at most so many a second too. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Page.ROWS)
public class QuoteThinning {
    /** Quotes a second, 0 for any number. */
    @Param({"0", "5"})
    int maxRateHz;
    private final RootAllocator allocator = new RootAllocator();
    private TapeBatch page;

    @Setup
    public void read() throws IOException, InterruptedException {
        page = Page.of(Tape.QUOTES).rows(Tape.QUOTES, allocator);
    }

    @Benchmark
    public void thin(Blackhole kept) throws IOException {
        try (var sampler = new QuoteSampler(Tape.QUOTES, new QuotePolicy(true, maxRateHz), allocator,
                (_, _, count) -> kept.consume(count))) {
            sampler.rows(page, 0, page.rows());
            sampler.end();
        }
    }

    @TearDown
    public void close() {
        page.close();
        allocator.close();
    }
}
