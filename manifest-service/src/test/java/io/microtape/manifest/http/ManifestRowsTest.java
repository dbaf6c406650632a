package io.microtape.manifest.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.microtape.manifest.BuiltManifest;
import io.microtape.manifest.EventRow;
import io.microtape.manifest.RandomEvents;
import io.microtape.runtime.json.Json;
import io.microtape.runtime.parquet.ParquetTables;
import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.Table;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.TimeStampNanoTZVector;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.ipc.ReadChannel;
import org.apache.arrow.vector.ipc.message.MessageChannelReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestRowsTest {
    private static final String PARQUET = "application/vnd.apache.parquet";
    private static final String ARROW = "application/vnd.apache.arrow.stream";

    private final long seed = new SplittableRandom().nextLong();
    @TempDir
    Path folder;
    private ManifestServer server;
    private BuiltManifest built;
    private String events;
    private String rejections;

    @BeforeEach
    void a_built_manifest() throws Exception {
        System.out.println("seed " + seed);
        List<EventRow> rows = new ArrayList<>(new RandomEvents(seed).events());
        rows.addAll(List.of(EventRow.at("AA", "2024-01-16T10:00", "flush", 5),
                EventRow.at("BB", "2024-01-17T10:30", "flush", 6), EventRow.at("BB", "2024-01-17T03:00", "flush", 6),
                EventRow.at("ZZ", "2024-01-18T08:00", "comma, \"quoted\"", 6)));
        server = new ManifestServer(folder);
        built = server.build(EventRow.write(folder.resolve("events.parquet"), rows));
        events = "/api/v1/manifests/" + built.manifestId() + "/events";
        rejections = "/api/v1/manifests/" + built.manifestId() + "/rejections";
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void every_form_holds_the_rows_and_values_that_are_stored() throws Exception {
        Table stored = ParquetTables.read(Path.of(built.path()).resolve("manifest.parquet"));
        List<List<Object>> rows = values(stored);
        assertThat(rows).isNotEmpty().hasSize(built.selected());
        assertThat(values(parquet(events))).isEqualTo(rows);
        assertThat(json(events, stored)).isEqualTo(rows);
        assertThat(arrow(events).rows()).isEqualTo(rows.size());
        assertThat(arrow(events).instants()).containsExactly(
                ((Column.Longs) stored.column("timestamp").orElseThrow()).values());
        Table rejected = ParquetTables.read(Path.of(built.path()).resolve("rejections.parquet"));
        assertThat(values(parquet(rejections))).isEqualTo(values(rejected));
        assertThat(json(rejections, rejected)).isEqualTo(values(rejected));
    }

    @Test
    void duckdb_reads_the_csv_and_the_parquet_and_finds_no_difference() throws Exception {
        Path csv = Files.write(folder.resolve("r.csv"), server.bytes(rejections + "?format=csv").body());
        Path parquet = Files.write(folder.resolve("r.parquet"), server.bytes(rejections, "Accept", PARQUET).body());
        try (var duck = DriverManager.getConnection("jdbc:duckdb:"); var query = duck.createStatement()) {
            query.execute("create table c as select * from read_csv('%s', header=true, nullstr='', "
                    .formatted(csv) + "allow_quoted_nulls=false, auto_detect=true, all_varchar=true)");
            query.execute("create table p as select * from '%s'".formatted(parquet));
            for (String columns : List.of("symbol, event_type, session, stage, reason, also_failed, source_file",
                    "score_raw::double as s, observed::double as o, threshold::double as t, source_row::int as r")) {
                try (var rows = query
                        .executeQuery("select count(*) from ((select %s from c except all select %s from p)"
                                .formatted(columns, columns)
                                + " union all (select %s from p except all select %s from c))"
                                        .formatted(columns, columns))) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getLong(1)).as(columns).isZero();
                }
            }
            try (var rows = query.executeQuery("select count(*) from c")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getLong(1)).isEqualTo(built.rejected());
            }
        }
    }

    @Test
    void pages_follow_each_other_without_gap_or_overlap() throws Exception {
        List<Integer> ranks = new ArrayList<>();
        String next = events + "?limit=3";
        while (next != null) {
            HttpResponse<String> page = server.get(next);
            JsonNode body = Json.mapper().readTree(page.body());
            assertThat(body.get("total").asInt()).isEqualTo(built.selected());
            assertThat(page.headers().firstValue("X-Total-Count")).contains(Integer.toString(built.selected()));
            body.get("events").forEach(row -> ranks.add(row.get("manifest_rank").asInt()));
            next = page.headers().firstValue("Link").map(link -> link.substring(1, link.indexOf('>'))).orElse(null);
            assertThat(body.has("next_offset")).isEqualTo(next != null);
        }
        assertThat(ranks).hasSize(built.selected()).isSorted().doesNotHaveDuplicates();
        assertThat(server.json(events + "?offset=1000000").get("events")).isEmpty();
    }

    @Test
    void filters_and_orders_are_those_that_were_asked_for() throws Exception {
        assertThat(server.json(events + "?symbol=AA&symbol=BB&limit=all").get("events"))
                .allSatisfy(row -> assertThat(row.get("symbol").asText()).isIn("AA", "BB"));
        assertThat(server.json(events + "?session=rth&event_type=flush").get("events"))
                .allSatisfy(row -> assertThat(row.get("session").asText()).isEqualTo("RTH"))
                .allSatisfy(row -> assertThat(row.get("event_type").asText()).isEqualTo("flush"));
        assertThat(server.json(events + "?from=2024-01-17&to=2024-01-18").get("events")).isNotEmpty()
                .allSatisfy(row -> assertThat(row.get("date_et").asText()).isBetween("2024-01-17", "2024-01-18"));
        assertThat(server.json(rejections + "?stage=integrity&reason=session_closed").get("rejections")).isNotEmpty()
                .allSatisfy(row -> assertThat(row.get("reason").asText()).isEqualTo("session_closed"));
        List<String> symbols = new ArrayList<>();
        server.json(rejections + "?sort=-symbol&limit=all").get("rejections")
                .forEach(row -> symbols.add(row.get("symbol").isNull() ? "" : row.get("symbol").asText()));
        assertThat(symbols).hasSize(built.rejected()).isSortedAccordingTo(Comparator.reverseOrder());
        List<Integer> ranks = new ArrayList<>();
        server.json(events + "?sort=-manifest_rank&limit=2&offset=1").get("events")
                .forEach(row -> ranks.add(row.get("manifest_rank").asInt()));
        assertThat(ranks).isEqualTo(List.of(built.selected() - 1, built.selected() - 2).subList(0, ranks.size()));
    }

    private record ArrowRows(long rows, long[] instants) {}

    private ArrowRows arrow(String path) throws Exception {
        HttpResponse<byte[]> answer = server.bytes(path, "Accept", ARROW);
        assertThat(answer.headers().firstValue("Content-Type")).contains(ARROW);
        List<Long> instants = new ArrayList<>();
        try (var allocator = new RootAllocator();
                var reader = new ArrowStreamReader(
                        new MessageChannelReader(new CopyingChannel(answer.body()), allocator), allocator)) {
            while (reader.loadNextBatch()) {
                var root = reader.getVectorSchemaRoot();
                var timestamps = (TimeStampNanoTZVector) root.getVector("timestamp");
                for (int row = 0; row < root.getRowCount(); row++) {
                    instants.add(timestamps.get(row));
                }
            }
        }
        return new ArrowRows(instants.size(), instants.stream().mapToLong(Long::longValue).toArray());
    }

    /** Reads into Arrow's memory without the JVM flag that its own channel asks for. */
    private static final class CopyingChannel extends ReadChannel {
        CopyingChannel(byte[] stream) {
            super(Channels.newChannel(new ByteArrayInputStream(stream)));
        }

        @Override
        public long readFully(ArrowBuf buffer, long length) throws IOException {
            var bytes = ByteBuffer.allocate(Math.toIntExact(length));
            int read = readFully(bytes);
            buffer.setBytes(buffer.writerIndex(), bytes.array(), 0, read);
            buffer.writerIndex(buffer.writerIndex() + read);
            return read;
        }
    }

    private Table parquet(String path) throws Exception {
        HttpResponse<byte[]> answer = server.bytes(path, "Accept", PARQUET);
        assertThat(answer.headers().firstValue("Content-Type")).contains(PARQUET);
        Path file = folder.resolve("downloaded.parquet");
        Files.write(file, answer.body());
        return ParquetTables.read(file);
    }

    private static List<List<Object>> values(Table table) {
        List<List<Object>> rows = new ArrayList<>();
        for (int row = 0; row < table.rows(); row++) {
            List<Object> values = new ArrayList<>();
            for (Column column : table.columns().values()) {
                values.add(column.isNull(row) ? null : value(column, row));
            }
            rows.add(values);
        }
        return rows;
    }

    private static Object value(Column column, int row) {
        return switch (column) {
            case Column.Longs longs -> longs.values()[row];
            case Column.Doubles doubles -> doubles.values()[row];
            case Column.Booleans booleans -> booleans.values()[row];
            case Column.Strings strings -> strings.get(row);
            case Column.IntLists _ -> throw new IllegalStateException();
        };
    }

    private List<List<Object>> json(String path, Table types) throws Exception {
        List<List<Object>> rows = new ArrayList<>();
        JsonNode body = server.json(path + "?limit=all");
        for (JsonNode row : body.get(path.substring(path.lastIndexOf('/') + 1))) {
            List<Object> values = new ArrayList<>();
            for (Map.Entry<String, Column> column : types.columns().entrySet()) {
                JsonNode value = row.get(column.getKey());
                values.add(value.isNull() ? null : switch (column.getValue()) {
                    case Column.Longs longs -> switch (longs.kind()) {
                        case TIMESTAMP_NANOS -> nanos(Instant.parse(value.asText()));
                        case DATE -> LocalDate.parse(value.asText()).toEpochDay();
                        case INT32, INT64 -> value.asLong();
                    };
                    case Column.Doubles _ -> Double.parseDouble(value.asText());
                    case Column.Booleans _ -> value.asBoolean();
                    case Column.Strings _ -> value.asText();
                    case Column.IntLists _ -> throw new IllegalStateException();
                });
            }
            rows.add(values);
        }
        return rows;
    }

    private static long nanos(Instant instant) {
        return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    }
}
