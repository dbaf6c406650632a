package io.microtape.standalone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.microtape.model.capture.Tape;
import io.microtape.runtime.process.Blocking;
import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.Column.Longs.Kind;
import io.microtape.runtime.table.Table;
import io.microtape.simulator.Simulator;
import io.microtape.simulator.SimulatorSettings;
import io.microtape.simulator.tape.FixedTapes;
import io.microtape.standalone.DuckDb;
import io.microtape.standalone.SmallMarket;
import io.microtape.standalone.TapeRowTexts;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Minutes around the changes of New York's clock, and nanoseconds that no double can hold. */
class TimeIsInstantsTest {
    private static final String CLOSED = "session_closed";

    @TempDir
    Path folder;

    @Test
    void sessions_and_dates_are_those_of_new_york_on_every_day_of_the_year() throws Exception {
        Map<String, String> expected = new TreeMap<>();
        // The last session before clocks go forward, and the first after; the same in autumn.
        expected.put("2024-03-08T14:29:00Z", "PM 2024-03-08");
        expected.put("2024-03-08T14:30:00Z", "RTH 2024-03-08");
        expected.put("2024-03-08T20:59:00Z", "RTH 2024-03-08");
        expected.put("2024-03-08T21:00:00Z", "AH 2024-03-08");
        expected.put("2024-03-11T08:00:00Z", "PM 2024-03-11");
        expected.put("2024-03-11T13:29:00Z", "PM 2024-03-11");
        expected.put("2024-03-11T13:30:00Z", "RTH 2024-03-11");
        expected.put("2024-03-11T20:00:00Z", "AH 2024-03-11");
        expected.put("2024-11-01T13:30:00Z", "RTH 2024-11-01");
        expected.put("2024-11-01T20:00:00Z", "AH 2024-11-01");
        expected.put("2024-11-04T13:30:00Z", "PM 2024-11-04");
        expected.put("2024-11-04T14:30:00Z", "RTH 2024-11-04");
        expected.put("2024-11-04T20:59:00Z", "RTH 2024-11-04");
        // The day after Thanksgiving ends at 13:00, its after hours at 17:00.
        expected.put("2023-11-24T17:59:00Z", "RTH 2023-11-24");
        expected.put("2023-11-24T18:00:00Z", "AH 2023-11-24");
        expected.put("2023-11-24T21:59:00Z", "AH 2023-11-24");
        expected.put("2023-11-24T22:00:00Z", CLOSED);
        // After hours of winter go on behind midnight UTC, and belong to the day before.
        expected.put("2024-01-08T23:59:00Z", "AH 2024-01-08");
        expected.put("2024-01-09T00:00:00Z", "AH 2024-01-08");
        expected.put("2024-01-09T00:59:00Z", "AH 2024-01-08");
        expected.put("2024-01-09T01:00:00Z", CLOSED);
        expected.put("2024-07-09T23:59:00Z", "AH 2024-07-09");
        expected.put("2024-07-10T00:00:00Z", CLOSED);
        expected.put("2024-03-10T15:00:00Z", CLOSED);
        expected.put("2024-07-04T15:00:00Z", CLOSED);

        Path home = folder.resolve("calendar");
        var events = new WrittenEvents();
        expected.keySet().forEach(minute -> events.with("DAYS", minute, 0.9, 5_000));
        String manifest = events.approvedIn(home);
        Path stored = home.resolve("manifests").resolve(manifest);
        Map<String, String> found = new TreeMap<>();
        DuckDb.rows(
                """
                        select strftime(to_timestamp(epoch(timestamp)) at time zone 'UTC', '%%Y-%%m-%%dT%%H:%%M:%%SZ') as minute,
                          session || ' ' || date_et as place from '%s/manifest.parquet'
                        union all
                        select strftime(to_timestamp(epoch(timestamp)) at time zone 'UTC', '%%Y-%%m-%%dT%%H:%%M:%%SZ'), reason
                          from '%s/rejections.parquet'"""
                        .formatted(stored, stored))
                .forEach(row -> found.put((String) row.get("minute"), (String) row.get("place")));
        assertThat(found).isEqualTo(expected);
    }

    @Test
    void every_digit_of_a_nanosecond_survives_from_the_vendor_to_the_file_and_to_rest() throws Exception {
        long second = 1_709_908_200_000_000_000L;
        long from = second - 180 * 1_000_000_000L;
        long to = second + 420 * 1_000_000_000L;
        long[] inside = {from, from + 1, second + 123_456_789, second + 123_456_790, second + 123_456_791, to - 1};
        assertThat(LongStream.of(inside).filter(stamp -> (long) (double) stamp != stamp).count())
                .as("stamps that a double would change").isGreaterThan(3);
        long[] sent = LongStream.concat(LongStream.of(from - 1),
                LongStream.concat(LongStream.of(inside), LongStream.of(to))).toArray();
        Table trades = new Table.Builder().add("sip_timestamp", Column.Longs.of(Kind.INT64, sent))
                .add("participant_timestamp",
                        Column.Longs.of(Kind.INT64, LongStream.of(sent).map(s -> s - 7).toArray()))
                .add("price", Column.Doubles.of(LongStream.of(sent).mapToDouble(_ -> 10.0).toArray()))
                .add("size", Column.Doubles.of(LongStream.of(sent).mapToDouble(_ -> 100).toArray()))
                .add("sequence_number", Column.Longs.of(Kind.INT64, LongStream.rangeClosed(1, sent.length).toArray()))
                .build();
        Vertx vertx = Vertx.vertx();
        Path home = folder.resolve("nanoseconds");
        String manifest = new WrittenEvents().with("NANO", "2024-03-08T14:30:00Z", 0.9, 5_000).approvedIn(home,
                "event_tape_window_before_minutes=3", "event_tape_window_after_minutes=7");
        try (Simulator vendor = Blocking.await(Simulator.start(vertx, SimulatorSettings.accepting(SmallMarket.KEY),
                new FixedTapes().with("NANO", Tape.TRADES, trades)));
                Served served = Served.start(folder, home, Map.of("MICROTAPE_VENDOR_API_KEY", SmallMarket.KEY),
                        List.of("server.port=0", "polygon.base_url=" + vendor.baseUrl()))) {
            served.run("{\"manifest_id\":\"%s\",\"tapes\":\"trades\"}".formatted(manifest));
            JsonNode capture = served.get("/api/v1/captures?state=complete&manifest=" + manifest).at("/captures/0");
            assertThat(capture.at("/window_from_ns").asLong()).isEqualTo(from);
            assertThat(capture.at("/window_to_ns").asLong()).isEqualTo(to);
            assertThat(capture.at("/proof/first_ns").asLong()).isEqualTo(from);
            assertThat(capture.at("/proof/last_ns").asLong()).isEqualTo(to - 1);
            assertThat(capture.at("/proof/last").asText()).isEqualTo("2024-03-08T14:36:59.999999999Z");

            Path file = home.resolve("lake").resolve(capture.at("/path").asText());
            assertThat(TapeRowTexts.stored(file)).isEqualTo(TapeRowTexts.of(vendor.truth().rows("NANO", Tape.TRADES,
                    from, to))).hasSize(inside.length);
            String tape = "/api/v1/windows/%s/tape?tape=trades&format=".formatted(capture.at("/window_id").asText());
            assertThat(served.get(tape + "json").at("/rows").findValuesAsText("sip_timestamp")).containsExactly(
                    "2024-03-08T14:27:00.000000000Z", "2024-03-08T14:27:00.000000001Z",
                    "2024-03-08T14:30:00.123456789Z", "2024-03-08T14:30:00.123456790Z",
                    "2024-03-08T14:30:00.123456791Z", "2024-03-08T14:36:59.999999999Z");
            assertThat(served.text(tape + "csv")).contains("14:30:00.123456790Z");
        } finally {
            Blocking.await(vertx.close());
        }
    }
}
