package io.microtape.standalone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.microtape.runtime.process.Blocking;
import io.microtape.simulator.Simulator;
import io.microtape.simulator.SimulatorSettings;
import io.microtape.standalone.SmallMarket;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two windows, one with ten thousand rows and one with very many more, each captured by a process of its own. */
class BoundedMemoryTest {
    private static final long FEW = 10_000;
    /** Far less than the rows of the larger windows would take. */
    private static final int HEAP_MB = 64;
    /** What the collector had not got round to, and code that only a longer run compiles. */
    private static final double SLACK_MB = 24;
    private static final Pattern AFTER_COLLECTION = Pattern.compile("Pause .*->(\\d+)M\\(");
    private static final Pattern RESIDENT = Pattern.compile("VmHWM:\\s+(\\d+) kB");

    @TempDir
    Path folder;

    /** At the end of a run, in MB: the largest heap after a collection, and the most that was ever resident. */
    private record Peak(double heap, double resident) {}

    @Test
    void a_million_rows_take_no_more_memory_than_ten_thousand() throws Exception {
        assertSame(1_000_000);
    }

    @Test
    @Tag("long")
    void ten_million_rows_take_no_more_memory_than_ten_thousand() throws Exception {
        assertSame(10_000_000);
    }

    private void assertSame(long many) throws Exception {
        Peak small = captured(FEW);
        Peak large = captured(many);
        System.out.printf("%d rows: %s%n%d rows: %s%n", FEW, small, many, large);
        assertThat(large.heap()).isLessThan(small.heap() + SLACK_MB);
        assertThat(large.resident()).isLessThan(small.resident() + SLACK_MB);
    }

    private Peak captured(long rows) throws Exception {
        Path home = folder.resolve("home" + rows);
        Path collections = folder.resolve("gc%d.log".formatted(rows));
        String manifest = new WrittenEvents().with("MANY", "2024-03-08T15:30:00Z", 0.9, 5_000).approvedIn(home,
                "event_tape_window_before_minutes=3", "event_tape_window_after_minutes=7");
        Vertx vertx = Vertx.vertx();
        try (Simulator vendor = Blocking.await(Simulator.start(vertx, SimulatorSettings.accepting(SmallMarket.KEY),
                new EvenTape(rows, "2024-03-08T15:27:00Z", "2024-03-08T15:37:00Z")));
                Served served = Served.start(folder, home,
                        Map.of("MICROTAPE_VENDOR_API_KEY", SmallMarket.KEY, "_JAVA_OPTIONS",
                                "-Xmx%dm -Xlog:gc:file=%s".formatted(HEAP_MB, collections)),
                        List.of("server.port=0", "polygon.base_url=" + vendor.baseUrl(), "polygon.page_limit=10000",
                                "polygon.requests_per_second=100",
                                "downloader.workers=1"))) {
            served.run("{\"manifest_id\":\"%s\",\"tapes\":\"quotes\"}".formatted(manifest));
            JsonNode capture = served.get("/api/v1/captures?tape=quotes&manifest=" + manifest).at("/captures/0");
            assertThat(capture.at("/state").asText()).as(served.said()).isEqualTo("COMPLETE");
            assertThat(capture.at("/proof/rows_kept").asLong()).isEqualTo(rows);
            return new Peak(largest(AFTER_COLLECTION, collections), largest(RESIDENT, served.status()) / 1024);
        } finally {
            Blocking.await(vertx.close());
        }
    }

    private static double largest(Pattern pattern, Path file) throws IOException {
        String text = Files.readString(file);
        return pattern.matcher(text).results().mapToDouble(line -> Double.parseDouble(line.group(1))).max()
                .orElseThrow(() -> new AssertionError("no %s in %s:%n%s".formatted(pattern, file, text)));
    }
}
