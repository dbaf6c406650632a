package io.microtape.manifest.events;

import static io.microtape.manifest.CsvFile.EVENT;
import static io.microtape.manifest.CsvFile.EVENTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.manifest.CsvFile;
import io.microtape.manifest.EventRow;
import io.microtape.manifest.RandomEvents;
import io.microtape.manifest.input.InputFile;
import io.microtape.manifest.input.Timestamps;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvEventsTest {
    /** 2024-01-16T15:00:00Z. */
    private static final long NANOS = 1_705_417_200_000_000_000L;

    @TempDir
    Path folder;

    @Test
    void csv_packed_csv_and_parquet_of_the_same_rows_give_the_same_events() throws Exception {
        long seed = 41;
        System.out.println("seed " + seed);
        Path parquet = EventRow.write(folder.resolve("events.parquet"), new RandomEvents(seed).events());
        EventTable expected = EventReader.read(parquet.toString());
        for (String name : List.of("events.csv", "events.csv.gz")) {
            Path csv = folder.resolve(name);
            try (var duck = DriverManager.getConnection("jdbc:duckdb:"); var statement = duck.createStatement()) {
                statement
                        .execute("copy (select * replace (epoch_ns(timestamp) as timestamp) from '%s') to '%s' (header)"
                                .formatted(parquet, csv));
            }
            EventTable read = EventReader.read(csv.toString());
            assertThat(read.timestamp()).isEqualTo(expected.timestamp());
            assertThat(read.symbol().codes()).isEqualTo(expected.symbol().codes());
            assertThat(read.symbol().dictionary()).isEqualTo(expected.symbol().dictionary());
            assertThat(read.score()).isEqualTo(expected.score());
            for (int i = 0; i < expected.numbers().size(); i++) {
                assertThat(read.numbers().get(i)).isEqualTo(expected.numbers().get(i));
            }
            for (int i = 0; i < expected.labels().size(); i++) {
                assertThat(read.labels().get(i).codes()).isEqualTo(expected.labels().get(i).codes());
            }
            assertThat(InputFile.of(csv).identity().rows()).isEqualTo(expected.rows());
        }
    }

    @Test
    void tickers_that_look_like_something_else_stay_tickers() {
        String[] symbols = {"NO", "TRUE", "NULL", "NA", "NAN", "NaN", "1E5", "INF", "ON", "007"};
        String[] lines = new String[symbols.length + 1];
        lines[0] = EVENTS;
        for (int i = 0; i < symbols.length; i++) {
            lines[i + 1] = EVENT.replace("AA", symbols[i]);
        }
        EventTable events = read(lines);
        for (int row = 0; row < symbols.length; row++) {
            assertThat(events.symbol().get(row)).isEqualTo(symbols[row]);
        }
    }

    @Test
    void quotes_line_breaks_in_cells_byte_order_mark_empty_lines_and_windows_line_ends_are_understood() {
        EventTable events = read("\uFEFF\"symbol\"," + EVENTS.substring(7) + ",direction\r", "\r",
                EVENT.replace("AA", "\"AA\"") + ",\"up, \"\"fast\"\"\nand far\"\r", "", EVENT + ",\"\"");
        assertThat(events.rows()).isEqualTo(2);
        assertThat(events.symbol().get(0)).isEqualTo("AA");
        assertThat(events.direction().get(0)).isEqualTo("up, \"fast\"\nand far");
        assertThat(events.direction().get(1)).isNull();
    }

    @Test
    void empty_nan_and_infinite_cells_are_missing() {
        EventTable events = read(EVENTS, EVENT.replace(",5,", ",,"), EVENT.replace(",5,", ",nan,"),
                EVENT.replace(",5,", ",-inf,"), EVENT.replace(",5,", ",1e999,"), EVENT.replace(",5,", ",\"\","));
        assertThat(events.score()).containsOnly(Double.NaN);
    }

    @Test
    void a_timestamp_may_be_an_epoch_or_iso_text_and_one_that_is_neither_is_its_rows_fate() {
        EventTable events = read(EVENTS, EVENT, EVENT.replace("2024-01-16T15:00:00Z", "1705417200"),
                EVENT.replace("2024-01-16T15:00:00Z", "1705417200000"),
                EVENT.replace("2024-01-16T15:00:00Z", "2024-01-16 10:00-05:00"),
                EVENT.replace("2024-01-16T15:00:00Z", "yesterday"), EVENT.replace("2024-01-16T15:00:00Z", ""));
        assertThat(events.timestamp()).containsExactly(NANOS, NANOS, NANOS, NANOS, Timestamps.MISSING,
                Timestamps.MISSING);
    }

    @Test
    void a_folder_may_hold_both_and_names_in_other_case_are_found() throws Exception {
        EventRow.write(folder.resolve("b.parquet"), List.of(EventRow.at("BB", "2024-01-16T10:00", "flush", 5)));
        CsvFile.write(folder.resolve("a.csv"), "Symbol,Timestamp,Type,Score,Open,High,Low,Close,Volume,Note",
                EVENT + ",x");
        CsvFile.write(folder.resolve("c.csv.gz"), EVENTS, EVENT.replace("AA", "CC"));
        CsvFile.write(folder.resolve("d.csv"), EVENTS);
        Files.writeString(folder.resolve("notes.txt"), "not data");
        EventTable events = EventReader.read(folder.toString());
        assertThat(events.rows()).isEqualTo(3);
        assertThat(events.files()).extracting(file -> file.name() + " " + file.rows()).containsExactly("a.csv 1",
                "b.parquet 1", "c.csv.gz 1", "d.csv 0");
        assertThat(events.symbol().dictionary()).containsExactly("AA", "BB", "CC");
        assertThat(events.timestamp()).containsOnly(NANOS);
    }

    private EventTable read(String... lines) {
        return EventReader.read(CsvFile.write(folder.resolve("one.csv"), lines).toString());
    }
}
