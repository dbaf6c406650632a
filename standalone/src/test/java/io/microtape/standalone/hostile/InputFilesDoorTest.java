package io.microtape.standalone.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.microtape.runtime.json.Json;
import io.microtape.standalone.SmallMarket;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.io.TempDir;

/** Files of events and bars that were made to hurt: each is read, or refused by its name, and the server goes on. */
@ExtendWith(ServedHome.Given.class)
@ResourceLock(ServedHome.ONE)
class InputFilesDoorTest {
    private static final int DAMAGED = 15;
    private static final int MEBIBYTE = 1 << 20;
    private static final String HEADER = "symbol,timestamp,event_type,score,open,high,low,close,volume\n";
    private static final String ROW = "AA,2024-02-16T15:00:00Z,flush,5,10.05,10.1,10,10.05,100000\n";

    @TempDir
    Path folder;

    @Test
    void a_damaged_file_is_read_or_refused_by_its_name(ServedHome home) throws IOException {
        var door = new Door("damaged files");
        var before = home.burden();
        for (int seed = Hostile.FIRST_SEED; seed < Hostile.FIRST_SEED + Hostile.SEEDS; seed++) {
            var hostile = new Hostile(seed + 6_000L);
            for (Path whole : wholes(home)) {
                byte[] bytes = Files.readAllBytes(whole);
                Path file = folder.resolve(whole.getFileName());
                for (int i = 0; i < DAMAGED; i++) {
                    Files.write(file, hostile.damaged(bytes));
                    build(home, door, file, whole.getFileName().toString().startsWith("daily"));
                }
            }
        }
        door.print();
        home.unharmed(before);
    }

    @Test
    void a_small_file_that_unpacks_to_a_huge_one_is_refused_within_the_memory_there_is(ServedHome home)
            throws Exception {
        var door = new Door("bombs");
        var before = home.burden();
        Map<String, Path> bombs = new LinkedHashMap<>();
        bombs.put("one line of a gigabyte", gzip("line.csv.gz", "", "A".repeat(MEBIBYTE), 1_000));
        bombs.put("one quoted cell of a gigabyte",
                gzip("quoted.csv.gz", HEADER + '"', "A,\n".repeat(MEBIBYTE / 3), 1_000));
        bombs.put("a header of a hundred million columns", gzip("header.csv.gz", "", ",".repeat(MEBIBYTE), 100));
        bombs.put("a row of a hundred million cells", gzip("cells.csv.gz", HEADER, ",".repeat(MEBIBYTE), 100));
        bombs.put("a gigabyte of NUL", gzip("nul.csv.gz", HEADER, "\0".repeat(MEBIBYTE), 1_000));
        bombs.put("two million rows", gzip("rows.csv.gz", HEADER, ROW.repeat(MEBIBYTE / ROW.length()), 130));
        bombs.put("a hundred million rows of nothing new", parquetOf(100_000_000));
        for (Map.Entry<String, Path> bomb : bombs.entrySet()) {
            assertThat(Files.size(bomb.getValue())).as(bomb.getKey()).isLessThan(20L * MEBIBYTE);
            JsonNode build = build(home, door, bomb.getValue(), false);
            assertThat(build.at("/state").asText()).as("%s: %s", bomb.getKey(), build).isEqualTo("FAILED");
            assertThat(build.at("/problem/status").asInt()).as(bomb.getKey()).isIn(422, 507);
        }
        door.print();
        home.unharmed(before);
    }

    @Test
    void symbols_of_events_that_are_paths_never_become_folders(ServedHome home) throws IOException {
        var door = new Door("symbols");
        var before = home.burden();
        Path outside = home.home().getParent();
        long files = files(outside);
        for (int seed = Hostile.FIRST_SEED; seed < Hostile.FIRST_SEED + Hostile.SEEDS; seed++) {
            var hostile = new Hostile(seed + 7_000L);
            var rows = new StringBuilder(HEADER);
            List<String> symbols = Stream
                    .concat(hostile.texts(200).stream(), Stream.of("../../x", "CON", "a/b", "..", "%2F", ".x",
                            "A".repeat(10_000), "nul", "A\0B", "A\\B", "C:\\x", "\u202EA", "A B"))
                    .toList();
            for (String symbol : symbols) {
                String sound = symbol.chars().filter(c -> !Character.isSurrogate((char) c)).collect(StringBuilder::new,
                        StringBuilder::appendCodePoint, StringBuilder::append).toString();
                rows.append('"').append(sound.replace("\"", "\"\"")).append('"').append(ROW.substring(2));
                door.count("row");
            }
            Path file = Files.writeString(folder.resolve("symbols.csv"), rows);
            JsonNode build = build(home, new Door("symbols"), file, false);
            assertThat(build.at("/state").asText()).as("%.500s", build).isEqualTo("FINISHED");
        }
        assertThat(files(outside)).as("nothing is written by a dry run").isEqualTo(files);
        door.print();
        home.unharmed(before);
    }

    private List<Path> wholes(ServedHome home) throws IOException {
        try (Stream<Path> events = Files.list(home.universe().resolve("events"))) {
            Path csv = Files.writeString(folder.resolve("whole.csv"), HEADER + ROW.repeat(200));
            return List.of(events.sorted().findFirst().orElseThrow(), home.universe().resolve("daily_bars.parquet"),
                    csv,
                    gzip("whole.csv.gz", HEADER, ROW, 1));
        }
    }

    /** A packed file of this start and this part over and over; the part is packed once. */
    private Path gzip(String name, String start, String part, int times) throws IOException {
        Path file = folder.resolve(name);
        byte[] packed = packed(part);
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(packed(start));
            for (int i = 0; i < times; i++) {
                out.write(packed);
            }
        }
        return file;
    }

    private static byte[] packed(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private Path parquetOf(long rows) throws Exception {
        Path file = folder.resolve("rows.parquet");
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:"); var ask = duckdb.createStatement()) {
            ask.execute("""
                    copy (select 'AA' symbol, 1708095600000000000 "timestamp", 'flush' event_type, 5.0 score, 10.0 open,
                    10.1 high, 10.0 low, 10.0 "close", 1e5 volume from range(%d)) to '%s'
                    (format parquet, compression zstd, row_group_size 10000000)""".formatted(rows, file));
        }
        return file;
    }

    private static long files(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            return tree.filter(path -> !path.toString().matches(".*(\\.db.*|\\.log)")).count();
        }
    }

    /** What became of a dry run over this file. */
    private static JsonNode build(ServedHome home, Door door, Path file, boolean bars) throws IOException {
        String events = bars ? home.universe().resolve("events").toString() : file.toString();
        String body = Json
                .text(bars ? Map.of("events", events, "daily_bars", file.toString()) : Map.of("events", events));
        byte[] request = RawHttp.request("POST", "/api/v1/manifests?dry_run=true", ServedHome.operator()
                + "Content-Type: application/json\r\nPrefer: wait=60\r\n", body.getBytes(StandardCharsets.UTF_8));
        RawHttp.Answer answer = RawHttp.send(home.url(), request);
        ServedHome.sound(request, answer);
        var build = new JsonNode[] {Json.mapper().readTree(answer.body())};
        String id = build[0].at("/build_id").asText();
        SmallMarket.until(() -> {
            try {
                build[0] = Json.mapper()
                        .readTree(home.send("GET", "/api/v1/builds/" + id, ServedHome.operator(), new byte[0])
                                .body());
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            return !List.of("QUEUED", "RUNNING").contains(build[0].at("/state").asText());
        });
        Optional<JsonNode> problem = Optional.of(build[0].at("/problem")).filter(JsonNode::isObject);
        problem.ifPresent(told -> assertThat(told.at("/detail").asText()).as(build[0].toString())
                .doesNotContain("Exception", "io.microtape", "java.lang"));
        door.count(build[0].at("/state").asText() + problem.map(told -> " " + told.at("/status")).orElse(""));
        return build[0];
    }
}
