package io.microtape.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.microtape.downloader.vendor.VendorKey;
import io.microtape.manifest.run.RunRequest;
import io.microtape.model.capture.CaptureState;
import io.microtape.model.capture.Tape;
import io.microtape.runtime.json.Json;
import io.microtape.runtime.lake.FolderLake;
import io.microtape.runtime.lake.Lake;
import io.microtape.runtime.ledger.CaptureRecords.CaptureRecord;
import io.microtape.runtime.parquet.ParquetTables;
import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.Table;
import io.microtape.simulator.Simulator;
import io.microtape.simulator.fault.FaultPlan;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Datasets of a captured home of which two captures have no rows, read by DuckDB. */
class ExportTest {
    private static final int EVENTS = 24;
    private static final int FILE_ROWS = 1_500;

    @TempDir
    static Path folder;
    private static SmallMarket market;
    private static Simulator vendor;
    private static Path home;
    private static List<CaptureRecord> captures;

    @TempDir
    Path out;

    @BeforeAll
    static void capture() throws Exception {
        market = new SmallMarket(folder, EVENTS);
        vendor = market.vendor(FaultPlan.NONE);
        home = market.home("captured");
        try (Workplace workplace = market.workplace(home, market.settings(vendor))) {
            market.run(workplace, (_, _) -> {});
        }
        change("state = 'FAILED', cause = 'page 2 was cut'", 3);
        change("state = 'VENDOR_HOLE', cause = 'no rows twice'", 10);
        try (Workplace workplace = market.workplace(home, List.of())) {
            captures = SmallMarket.captures(workplace);
        }
        assertThat(captures).hasSizeGreaterThan(20);
        assertThat(stored(Tape.TRADES).map(ExportTest::month).distinct()).hasSize(2);
    }

    @AfterAll
    static void stop() {
        vendor.close();
        market.close();
    }

    @ParameterizedTest
    @EnumSource
    void every_row_of_the_lake_is_in_the_dataset_once_and_in_order(Tape tape) throws Exception {
        Path dataset = out.resolve("dataset");
        JsonNode report = exported(dataset, "--json", "--max-file-rows", Integer.toString(FILE_ROWS)).json();
        String files = "read_parquet('%s/%s/*/*.parquet', filename = true, file_row_number = true, hive_partitioning = %s)"
                .formatted(dataset, tape.word(), "false");
        String order = stored(tape).map(capture -> "('%s')".formatted(lake().file(capture.path())))
                .collect(Collectors.joining(","));
        List<Long> counts = longs(
                """
                        with places as (select row_number() over () as place, path from (values %1$s) as t(path)),
                          wanted as (select row_number() over (order by place, file_row_number) as n, l.* exclude (filename, file_row_number)
                            from read_parquet('%2$s/*/*_%3$s.parquet', filename = true, file_row_number = true) l
                            join places on path = filename),
                          found as (select row_number() over (order by regexp_extract(filename, 'month=(.......)', 1),
                              regexp_extract(filename, 'part-([0-9]+)', 1)::int, file_row_number) as n,
                            * exclude (filename, file_row_number) from %4$s)
                        select (select count(*) from wanted), (select count(*) from found),
                          (select count(*) from (from wanted except all from found))"""
                        .formatted(order,
                                home.resolve("lake/event_windows"), tape.word(), files))
                .getFirst();
        assertThat(counts.get(0)).isPositive().isEqualTo(counts.get(1))
                .isEqualTo(report.at("/rows/" + tape.name()).asLong());
        assertThat(counts.get(2)).isZero();
        // DuckDB cuts off the nanoseconds; these texts have them.
        assertThat(rows(parts(dataset, tape)))
                .isEqualTo(rows(stored(tape).map(capture -> lake().file(capture.path())).toList()));
        assertThat(longs(
                "select count(*) from (select window_id, count(distinct filename) as f from %s group by 1) where f > 1"
                        .formatted(files))
                .getFirst()).as("windows in two files").containsExactly(0L);
        assertThat(longs("select count(*), count(distinct window_id) from %s group by filename".formatted(files)))
                .hasSizeGreaterThan(2).allMatch(file -> file.get(0) <= FILE_ROWS || file.get(1) == 1);
    }

    @Test
    void what_was_not_captured_stands_in_the_table_of_windows_with_its_reason() throws Exception {
        Path dataset = out.resolve("dataset");
        String words = exported(dataset).out();
        assertThat(words).contains("%d of %d have rows".formatted(captures.size() - 2, captures.size()), "FAILED",
                "VENDOR_HOLE");
        String windows = "'" + dataset.resolve("windows.parquet") + "'";
        assertThat(texts("select state, cause from " + windows + " where file is null order by state"))
                .containsExactly("FAILED|page 2 was cut", "VENDOR_HOLE|no rows twice");
        assertThat(longs("select count(*), sum(rows) from " + windows).getFirst()).containsExactly(
                (long) captures.size(),
                Stream.of(Tape.values()).flatMap(ExportTest::stored)
                        .mapToLong(capture -> capture.proof().orElseThrow().rowsKept()).sum());
        // Each window's rows are in the file that its line names, as many as the line says.
        assertThat(longs("""
                select count(*), count(f.window_id) from (from %s where file is not null) w
                left join (select window_id, replace(filename, '%s/', '') as file, count(*) as rows
                  from read_parquet('%2$s/*/*/*.parquet', filename = true, union_by_name = true) group by 1, 2) f
                on f.window_id = w.window_id and f.file = w.file and f.rows = w.rows""".formatted(windows, dataset))
                .getFirst()).containsExactly(captures.size() - 2L, captures.size() - 2L);
        // Two events of a minute have one window.
        assertThat(longs("""
                select count(*), count(distinct window_id), count(*) filter (window_id in (select window_id from %s))
                from '%s/events.parquet'""".formatted(windows, dataset)).getFirst()).containsExactly((long) EVENTS,
                captures.size() / 2L, (long) EVENTS);
    }

    @Test
    void a_reader_of_one_month_opens_its_files_only_and_every_row_group_says_what_is_in_it() throws Exception {
        Path dataset = out.resolve("dataset");
        exported(dataset);
        String month = month(captures.getFirst());
        assertThat(texts(
                "explain (format json) select avg(price) from read_parquet('%s/trades/*/*.parquet', hive_partitioning = true) where month = '%s'"
                        .formatted(dataset, month))
                .toString()).contains("\"Scanning Files\": \"1/2\"");
        assertThat(texts("""
                select distinct path_in_schema from parquet_metadata('%s/*/*/*.parquet')
                where stats_min_value is null and path_in_schema in ('symbol', 'window_id', 'sip_timestamp')"""
                .formatted(dataset))).isEmpty();
        for (Tape tape : Tape.values()) {
            assertThat(longs(
                    "select count(*) from (select symbol < lag(symbol) over (order by file_row_number) as back from read_parquet('%s/%s/month=%s/part-0.parquet', file_row_number = true)) where back"
                            .formatted(dataset, tape.word(), month))
                    .getFirst()).containsExactly(0L);
        }
    }

    @Test
    void a_file_that_is_not_what_was_proven_stops_the_export_and_nothing_stays() throws Exception {
        Path file = lake().file(stored(Tape.QUOTES).skip(5).findFirst().orElseThrow().path());
        byte[] bytes = Files.readAllBytes(file);
        try {
            byte[] other = bytes.clone();
            other[other.length / 2] ^= 1;
            Files.write(file, other);
            refused("is not the file that was captured and proven", file);
            Files.delete(file);
            refused("is missing", file);
        } finally {
            Files.write(file, bytes);
        }
        exported(out.resolve("dataset"));
    }

    private void refused(String why, Path file) throws Exception {
        Terminal.Outcome outcome = export(out.resolve("dataset"));
        assertThat(outcome.exit()).isEqualTo(2);
        assertThat(outcome.err()).contains(file.toString(), why, "verify --repair");
        assertThat(entries(out)).isEmpty();
    }

    @Test
    void a_place_that_is_taken_is_refused_unless_it_is_an_export_that_may_be_replaced() throws Exception {
        Path dataset = out.resolve("dataset");
        Files.createDirectories(dataset);
        exported(dataset);
        assertThat(export(dataset).err()).contains("holds an export already", "--replace");
        Files.writeString(dataset.resolve("note.txt"), "mine");
        exported(dataset, "--replace", "--tapes", "trades");
        assertThat(dataset.resolve("note.txt")).doesNotExist();
        assertThat(dataset.resolve("quotes")).doesNotExist();
        Path other = Files.createDirectories(out.resolve("other"));
        Files.writeString(other.resolve("note.txt"), "mine");
        assertThat(export(other, "--replace").err()).contains("is no export");
        assertThat(export(home.resolve("lake/x")).err()).contains("must not hold one another");
        assertThat(export(Path.of("/")).err()).contains("must not hold one another");
        assertThat(export(out.resolve("x"), "--columns", "colour").err()).contains("colour", "bid_price");
        assertThat(entries(out)).containsExactlyInAnyOrder("dataset", "other");
    }

    @Test
    void a_link_leads_no_export_into_the_lake_and_one_that_leads_nowhere_is_said_at_once() throws Exception {
        Path link = Files.createSymbolicLink(out.resolve("link"), lake().root());
        assertThat(export(link.resolve("x")).err()).contains("must not hold one another");
        assertThat(export(link.resolve("deeper/x")).err()).contains("must not hold one another");
        assertThat(entries(lake().root())).containsExactly("event_windows");
        Path nowhere = Files.createSymbolicLink(out.resolve("nowhere"), out.resolve("gone"));
        assertThat(export(nowhere).err()).contains("is there and is no export").doesNotContain("rows in");
        assertThat(entries(out)).containsExactlyInAnyOrder("link", "nowhere");
    }

    @Test
    void what_a_killed_export_left_is_gone_after_the_next() throws Exception {
        Path dataset = out.resolve("dataset");
        exported(dataset);
        assertThat(dies(dataset)).isEqualTo(HaltingExport.DEAD);
        assertThat(entries(out)).hasSize(3).contains("dataset");
        exported(dataset, "--replace");
        assertThat(entries(out)).containsExactly("dataset");
        // As if it had been killed after the old one had lost its name and before the new one had got it.
        Files.move(dataset, out.resolve(".dataset." + UUID.randomUUID() + ".replaced"));
        assertThat(export(dataset).err()).contains("holds an export already");
        assertThat(entries(out)).containsExactly("dataset");
    }

    @Test
    void an_earlier_export_that_lost_its_name_stays_as_long_as_something_else_has_it() throws Exception {
        Path dataset = out.resolve("dataset");
        exported(dataset);
        Path left = Files.move(dataset, out.resolve(".dataset." + UUID.randomUUID() + ".replaced"));
        Path note = Files.writeString(Files.createDirectories(dataset).resolve("note.txt"), "mine");
        assertThat(export(dataset, "--replace").err()).contains("is no export");
        assertThat(left.resolve("export.json")).exists();
        Files.delete(note);
        assertThat(export(dataset).err()).contains("holds an export already");
        assertThat(entries(out)).containsExactly("dataset");
    }

    private int dies(Path dataset) throws Exception {
        File log = folder.resolve("export.log").toFile();
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-cp",
                System.getProperty("java.class.path"), HaltingExport.class.getName(), home.toString(),
                market.manifestId(), dataset.toString()).redirectErrorStream(true).redirectOutput(log).start()
                .waitFor();
    }

    @Test
    void two_exports_have_the_same_bytes_in_every_file_but_for_the_time_in_export_json() throws Exception {
        String[] small = {"--max-file-rows", Integer.toString(FILE_ROWS)};
        exported(out.resolve("one"), small);
        exported(out.resolve("two"), small);
        Map<String, String> one = hashes(out.resolve("one"));
        assertThat(one).hasSizeGreaterThan(8).isEqualTo(hashes(out.resolve("two")));
        JsonNode report = Json.mapper().readTree(out.resolve("one/export.json").toFile());
        for (JsonNode file : report.get("files")) {
            assertThat(one).containsEntry(file.get("path").asText(), file.get("sha256").asText());
        }
        assertThat(report.get("files")).hasSize(one.size() - 1);
        assertThat(report.get("content_hash").asText()).hasSize(64);
    }

    @Test
    void microseconds_and_what_is_left_of_the_nanoseconds_make_the_exact_instant() throws Exception {
        exported(out.resolve("ns"), "--columns", "price,bid_price");
        exported(out.resolve("us"), "--columns", "price,bid_price", "--timestamps", "us");
        for (Tape tape : Tape.values()) {
            Table nanos = ParquetTables.read(parts(out.resolve("ns"), tape).getFirst());
            Table micros = ParquetTables.read(parts(out.resolve("us"), tape).getFirst());
            assertThat(micros.names()).containsExactly("window_id", "symbol", "sip_timestamp", "sip_timestamp_ns",
                    tape == Tape.TRADES ? "price" : "bid_price");
            long[] rest = longs(micros, "sip_timestamp_ns");
            assertThat(Arrays.stream(rest).max().orElseThrow()).isBetween(1L, 999L);
            long[] instants = longs(micros, "sip_timestamp");
            assertThat(IntStream.range(0, rest.length).mapToLong(row -> instants[row] + rest[row]).toArray())
                    .isEqualTo(longs(nanos, "sip_timestamp"));
        }
        assertThat(texts("select column_name || ' ' || column_type from (describe from '%s/us/windows.parquet')"
                .formatted(out))).contains("event_at TIMESTAMP WITH TIME ZONE", "first_timestamp_ns INTEGER");
    }

    @Test
    void an_export_beside_a_running_download_has_what_was_complete_at_one_moment() throws Exception {
        Path running = market.home("running");
        Path dataset = out.resolve("dataset");
        List<String> slow = new ArrayList<>(market.settings(vendor));
        slow.add("downloader.workers=1");
        try (Workplace workplace = market.workplace(running, slow);
                Services services = Services.start(workplace,
                        Optional.of(new VendorKey(SmallMarket.KEY)))) {
            assertThat(services.url()).isNotNull();
            workplace.manifests().runs().start(market.manifestId(), RunRequest.WHOLE);
            SmallMarket.until(() -> SmallMarket.captures(workplace).stream()
                    .filter(capture -> capture.state() == CaptureState.COMPLETE).count() > 5);
            Terminal.Outcome outcome = Terminal.run("export", "--home", running.toString(), "--manifest",
                    market.manifestId(), "--to", dataset.toString());
            assertThat(outcome.exit()).as(outcome.err()).isZero();
        }
        assertThat(longs("""
                select count(*), count(*) filter (state = 'COMPLETE'), count(file), sum(rows),
                  (select count(*) from read_parquet('%1$s/*/*/*.parquet', union_by_name = true))
                from '%1$s/windows.parquet'""".formatted(dataset)).getFirst()).satisfies(counts -> {
            assertThat(counts.get(0)).isEqualTo(captures.size());
            assertThat(counts.get(1)).isGreaterThan(5).isEqualTo(counts.get(2));
            assertThat(counts.get(3)).isEqualTo(counts.get(4));
        });
    }

    @Test
    void the_queries_of_the_page_and_those_that_go_with_a_dataset_read_it() throws Exception {
        Path plain = out.resolve("dataset");
        Path micros = out.resolve("dataset-us");
        exported(plain);
        exported(micros, "--timestamps", "us");
        String page = Files.readString(Path.of("../docs/export.md")).replace("'dataset", "'" + out + "/dataset")
                .replace("2024-03", month(captures.getFirst()));
        List<String> queries = new ArrayList<>(queries(page));
        assertThat(queries).hasSize(3);
        for (Path dataset : List.of(plain, micros)) {
            queries.addAll(queries(Files.readString(dataset.resolve("README.md")).replace("from '", "from '" + dataset
                    + "/").replace("read_parquet('", "read_parquet('" + dataset + "/")));
        }
        assertThat(queries).hasSize(7);
        for (String query : queries) {
            assertThat(rows(query)).as(query).isNotEmpty();
        }
    }

    private static List<String> queries(String page) {
        return Pattern.compile("(?ms)^```sql\\n(.*?)^```").matcher(page).results().map(block -> block.group(1))
                .toList();
    }

    private static Terminal.Outcome exported(Path dataset, String... more) {
        Terminal.Outcome outcome = export(dataset, more);
        assertThat(outcome.exit()).as(outcome.err()).isZero();
        return outcome;
    }

    private static Terminal.Outcome export(Path dataset, String... more) {
        return Terminal.run(Stream.concat(Stream.of("export", "--home", home.toString(), "--manifest",
                market.manifestId(), "--to", dataset.toString()), Stream.of(more)).toArray(String[]::new));
    }

    /** The captures with rows in the order of a dataset. */
    private static Stream<CaptureRecord> stored(Tape tape) {
        return captures.stream().filter(capture -> capture.spec().tape() == tape)
                .filter(capture -> capture.state() == CaptureState.COMPLETE)
                .sorted(Comparator.comparing(ExportTest::month).thenComparing(capture -> capture.spec().symbol())
                        .thenComparingLong(capture -> capture.spec().eventAt()));
    }

    private static String month(CaptureRecord capture) {
        return capture.dateEt().substring(0, 7);
    }

    private static FolderLake lake() {
        return new FolderLake(home.resolve("lake"));
    }

    private static void change(String what, int place) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("ledger.db"));
                var statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("update capture set " + what
                    + " where capture_id in (select capture_id from capture order by capture_id limit 1 offset " + place
                    + ")")).isPositive();
        }
    }

    private static long[] longs(Table table, String name) {
        return ((Column.Longs) table.column(name).orElseThrow()).values();
    }

    /** The files of a tape in the order of the dataset. */
    private static List<Path> parts(Path dataset, Tape tape) throws Exception {
        try (Stream<Path> tree = Files.walk(dataset.resolve(tape.word()))) {
            return tree.filter(Files::isRegularFile).sorted(Comparator.comparing(Path::getParent).thenComparingInt(
                    path -> Integer.parseInt(path.getFileName().toString().replaceAll("[^0-9]", "")))).toList();
        }
    }

    private static List<String> rows(List<Path> files) {
        return files.stream().flatMap(file -> TapeRowTexts.stored(file).stream()).toList();
    }

    private static List<String> entries(Path place) throws Exception {
        try (Stream<Path> entries = Files.list(place)) {
            return entries.map(path -> path.getFileName().toString()).toList();
        }
    }

    private static Map<String, String> hashes(Path dataset) throws Exception {
        Map<String, String> hashes = new TreeMap<>();
        try (Stream<Path> tree = Files.walk(dataset)) {
            for (Path file : tree.filter(Files::isRegularFile).toList()) {
                String path = dataset.relativize(file).toString();
                if (!path.equals("export.json")) {
                    hashes.put(path, Lake.sha256(file));
                }
            }
        }
        return hashes;
    }

    private static List<List<Long>> longs(String sql) throws Exception {
        return rows(sql).stream().map(row -> row.stream().map(Long::valueOf).toList()).toList();
    }

    private static List<String> texts(String sql) throws Exception {
        return rows(sql).stream().map(row -> String.join("|", row)).toList();
    }

    private static List<List<String>> rows(String sql) throws Exception {
        List<List<String>> rows = new ArrayList<>();
        try (var duck = DriverManager.getConnection("jdbc:duckdb:");
                var statement = duck.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(result.getObject(i)));
                }
                rows.add(row);
            }
        }
        return rows;
    }
}
