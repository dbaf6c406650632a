package io.microtape.benchmarks.micro;

import io.microtape.benchmarks.SelectionBenchmark;
import io.microtape.benchmarks.SelectionData;
import io.microtape.manifest.bars.MinuteBars;
import io.microtape.manifest.bars.DailyBarsReader;
import io.microtape.manifest.enrichment.Enrichment;
import io.microtape.manifest.events.EventReader;
import io.microtape.manifest.events.EventTable;
import io.microtape.manifest.selection.Selection;
import io.microtape.manifest.selection.Selector;
import io.microtape.model.profile.Profile;
import io.microtape.runtime.config.MarketCalendars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Nanoseconds for an event of a selection over events that are read and enriched: all stages, with every reason. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(SelectionCore.EVENTS)
public class SelectionCore {
    static final int EVENTS = 200_000;
    private static final int SYMBOLS = 1_000;

    private final Profile profile = SelectionBenchmark.profile();
    private Path folder;
    private EventTable events;
    private Enrichment enriched;

    @Setup
    public void read() throws IOException {
        folder = Files.createTempDirectory("selection");
        SelectionData.write(folder, EVENTS, SYMBOLS);
        var calendar = MarketCalendars.usEquities();
        events = EventReader.read(folder.resolve(SelectionData.EVENTS).toString());
        enriched = Enrichment.of(events, calendar,
                DailyBarsReader.read(folder.resolve(SelectionData.BARS).toString(), calendar,
                        profile.liquidityFilters().ssrHeuristic()),
                MinuteBars.NONE);
    }

    @Benchmark
    public Selection select() {
        return new Selector(profile).select(events, enriched);
    }

    @TearDown
    public void close() throws IOException {
        Files.delete(folder.resolve(SelectionData.EVENTS));
        Files.delete(folder.resolve(SelectionData.BARS));
        Files.delete(folder);
    }
}
