package io.microtape.standalone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.servers.JavaProcess;
import io.microtape.simulator.Simulator;
import io.microtape.simulator.fault.FaultPlan;
import io.microtape.standalone.DuckDb;
import io.microtape.standalone.SmallMarket;
import io.microtape.standalone.Terminal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same events in two forms, given to two processes that know nothing of each other: another home, time zone, language,
 * encoding, format, order of rows and number of files.
 */
class SameInputSameBytesTest {
    private static final String HERE = "-Duser.timezone=America/Los_Angeles -Duser.language=en -Duser.country=US";
    /** Arabic digits, an hour that is not whole, and an encoding that has no Greek. */
    private static final String THERE = "-Duser.timezone=Asia/Kolkata -Duser.language=ar -Duser.country=EG "
            + "-Duser.variant= -Dfile.encoding=ISO-8859-1 -Dstdout.encoding=ISO-8859-1";
    private static final int FOOTER_LENGTH = 8;

    @TempDir
    Path folder;

    @Test
    void the_manifest_and_the_pages_of_every_tape_are_the_same_byte_by_byte() throws Exception {
        try (var market = new SmallMarket(folder, 6); Simulator vendor = market.vendor(FaultPlan.NONE)) {
            Path shards = shuffled(folder.resolve("universe"));
            Home here = new Home(folder.resolve("here"), HERE);
            Home there = new Home(folder.resolve("far/away"), THERE);
            here.build(folder.resolve("universe/events").toString(),
                    folder.resolve("universe/daily_bars.parquet").toString());
            there.build(shards + "/events-*.csv.gz", shards.resolve("bars").toString());

            String manifest = here.manifest();
            assertThat(manifest).isEqualTo(market.manifestId());
            assertThat(there.manifest()).isEqualTo(manifest);
            String file = "manifests/%s/manifest.parquet".formatted(manifest);
            assertThat(there.folder.resolve(file)).hasSameBinaryContentAs(here.folder.resolve(file));

            here.capture(manifest, market.settings(vendor));
            there.capture(manifest, market.settings(vendor));
            List<String> tapes = Lake.of(here.folder).files();
            assertThat(tapes).hasSizeGreaterThan(8).isEqualTo(Lake.of(there.folder).files());
            for (String tape : tapes) {
                byte[] one = Files.readAllBytes(here.folder.resolve("lake").resolve(tape));
                byte[] two = Files.readAllBytes(there.folder.resolve("lake").resolve(tape));
                // The footer says when the rows were fetched, and by which requests.
                assertThat(pages(two)).as(tape).isEqualTo(pages(one));
                assertThat(two).as(tape).isNotEqualTo(one);
            }
        }
    }

    /** A home of a process that believes to be somewhere. */
    private record Home(Path folder, String place) {
        void build(String events, String bars) {
            microtape("manifest", "build", "--profile", "demo", "--set", "intraday_manifest.max_events=6", "--events",
                    events, "--daily-bars", bars);
            assertThat(Terminal.run("manifest", "approve", manifest(), "--home", folder.toString(), "--by", "test",
                    "--reason", "test").exit()).isZero();
        }

        String manifest() {
            try (Stream<Path> manifests = Files.list(folder.resolve("manifests"))) {
                List<Path> all = manifests.toList();
                assertThat(all).hasSize(1);
                return all.getFirst().getFileName().toString();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        void capture(String manifest, List<String> settings) {
            microtape(Stream.concat(Stream.of("run", "start", "--wait", "--manifest", manifest),
                    settings.stream().flatMap(setting -> Stream.of("--set", setting))).toArray(String[]::new));
        }

        private void microtape(String... arguments) {
            List<String> all = new ArrayList<>(Arrays.asList(arguments));
            all.addAll(List.of("--home", folder.toString()));
            try (var process = JavaProcess.start(folder.getFileName().toString(), logs(), List.of(),
                    Map.of("JAVA_TOOL_OPTIONS", place, "MICROTAPE_VENDOR_API_KEY", SmallMarket.KEY),
                    "io.microtape.standalone.Main", all)) {
                assertThat(process.await()).as(process.said()).isZero();
            }
        }

        private Path logs() {
            try {
                return Files.createDirectories(folder);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** Events and bars as compressed CSV, shuffled, in files whose names are in another order than their rows. */
    private static Path shuffled(Path universe) throws IOException {
        Path shards = Files.createDirectories(universe.resolve("shards"));
        Path bars = Files.createDirectories(shards.resolve("bars"));
        for (int shard = 0; shard < 3; shard++) {
            csv("* replace (epoch_ns(timestamp) as timestamp)", universe + "/events/*.parquet", shard,
                    shards.resolve("events-%d.csv.gz".formatted(9 - shard)));
            csv("*", universe + "/daily_bars.parquet", shard, bars.resolve("%d.csv".formatted(9 - shard)));
        }
        return shards;
    }

    private static void csv(String columns, String from, int shard, Path to) {
        DuckDb.write("select %s from '%s' where hash(symbol) %% 3 = %d order by hash(symbol, open, close)"
                .formatted(columns, from, shard), to);
    }

    /** All of a Parquet file but its footer. */
    private static byte[] pages(byte[] file) {
        int footer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(file.length - FOOTER_LENGTH);
        return Arrays.copyOf(file, file.length - FOOTER_LENGTH - footer);
    }
}
