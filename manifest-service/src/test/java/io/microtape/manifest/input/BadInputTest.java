package io.microtape.manifest.input;

import static io.microtape.manifest.CsvFile.EVENT;
import static io.microtape.manifest.CsvFile.EVENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.microtape.manifest.CsvFile;
import io.microtape.manifest.EventRow;
import io.microtape.manifest.events.EventReader;
import io.microtape.manifest.events.EventTable;
import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.Column.Longs.Kind;
import io.microtape.runtime.table.Table;
import io.microtape.runtime.table.TableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The catalogue of docs/inputs.md: what stops a build, and in which words. */
class BadInputTest {
    private static final EventRow ROW = EventRow.at("AA", "2024-01-16T10:00", "flush", 5);

    @TempDir
    Path folder;

    @Test
    void a_file_without_a_byte() throws IOException {
        for (String name : List.of("none.parquet", "none.csv", "none.csv.gz")) {
            Path file = Files.createFile(folder.resolve(name));
            assertRefused(file, name, "not one byte");
        }
    }

    @Test
    void files_without_a_row_among_others_are_fine_and_alone_are_no_events() {
        Path empty = EventRow.write(folder.resolve("empty.parquet"), List.of());
        assertRefused(empty, "empty.parquet", "holds no events", "one file");
        CsvFile.write(folder.resolve("empty.csv"), EVENTS);
        assertRefused(folder, "holds no events", "2 files");
        EventRow.write(folder.resolve("full.parquet"), List.of(ROW));
        assertThat(EventReader.read(folder.toString()).rows()).isEqualTo(1);
    }

    @Test
    void a_parquet_file_that_is_cut_off() throws IOException {
        byte[] whole = Files.readAllBytes(EventRow.write(folder.resolve("whole.parquet"), List.of(ROW)));
        for (int length : List.of(1, 4, 8, 40, whole.length / 2, whole.length - 9, whole.length - 1)) {
            Path cut = Files.write(folder.resolve("cut.parquet"), Arrays.copyOf(whole, length));
            assertRefused(cut, "cut.parquet", "cut off or damaged");
        }
    }

    @Test
    void a_parquet_file_with_a_changed_byte_is_refused_or_reads_as_before() throws IOException {
        Path file = EventRow.write(folder.resolve("damaged.parquet"), List.of(ROW, ROW.withSymbol("BB")));
        byte[] whole = Files.readAllBytes(file);
        int refused = 0;
        // Every third byte, of pages and footer alike: all of them take ten seconds.
        for (int at = 0; at < whole.length; at += 3) {
            byte[] changed = whole.clone();
            changed[at] ^= 0x55;
            Files.write(file, changed);
            try {
                EventReader.read(file.toString());
            } catch (TableException e) {
                assertThat(e.getMessage()).contains("damaged.parquet");
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(whole.length / 9);
    }

    @Test
    void a_packed_file_that_is_cut_off_or_not_packed() throws IOException {
        byte[] whole = Files.readAllBytes(CsvFile.write(folder.resolve("whole.csv.gz"), EVENTS, EVENT));
        Path cut = Files.write(folder.resolve("cut.csv.gz"), Arrays.copyOf(whole, whole.length - 5));
        assertRefused(cut, "cut.csv.gz", "cut off");
        Path plain = Files.writeString(folder.resolve("plain.csv.gz"), EVENTS);
        assertRefused(plain, "plain.csv.gz", "no readable gzip");
    }

    @Test
    void a_row_of_csv_with_too_few_or_too_many_cells() {
        assertCsvRefused(List.of(EVENTS, EVENT, EVENT + ",extra"), "line 3", "10 cells", "the header has 9");
        assertCsvRefused(List.of(EVENTS, "\"A\nA\"" + EVENT.substring(2), "AA,2024"), "line 4", "2 cells");
    }

    @Test
    void a_line_of_commas_alone_fills_no_memory() {
        String commas = ",".repeat(1_000_000);
        assertCsvRefused(List.of(commas), "line 1 has more than 10,000 cells");
        assertCsvRefused(List.of(EVENTS, commas), "line 2 has more than 10,000 cells");
    }

    @Test
    void a_cell_of_csv_that_is_no_number() {
        assertCsvRefused(List.of(EVENTS, EVENT, EVENT.replace("100000", "\"100,000\"")), "line 3", "column volume",
                "'100,000'", "no number", "separators of thousands");
        assertCsvRefused(List.of(EVENTS, EVENT.replace(",5,", ",N/A,")), "line 2", "column score", "'N/A'");
    }

    @Test
    void quotes_of_csv_that_do_not_match() {
        assertCsvRefused(List.of(EVENTS, "\"AA" + EVENT.substring(2)), "line 2", "no CSV", "quotes");
        assertCsvRefused(List.of(EVENTS, "\"A\"A" + EVENT.substring(2)), "line 2", "no CSV", "quotes");
    }

    @Test
    void a_header_of_csv_that_names_a_column_twice_or_is_not_there() {
        assertCsvRefused(List.of(EVENTS + ",score", EVENT + ",5"), "names column score twice");
        assertCsvRefused(List.of("", ""), "no header row");
    }

    @Test
    void text_of_csv_that_is_not_utf_8() throws IOException {
        Path file = folder.resolve("latin.csv");
        Files.write(file, (EVENTS + "\nÄÖ" + EVENT.substring(2)).getBytes(StandardCharsets.ISO_8859_1));
        assertRefused(file, "latin.csv", "not UTF-8");
    }

    @Test
    void names_that_differ_by_case_only() {
        assertCsvRefused(List.of(EVENTS.replace("score", "Score") + ",SCORE", EVENT + ",5"), "Score and SCORE",
                "differ by case only");
        EventTable exact = read(List.of(EVENTS + ",SCORE", EVENT + ",9"));
        assertThat(exact.score()).containsExactly(5);
    }

    @Test
    void a_date_for_a_timestamp_and_doubles_that_lost_nanoseconds() {
        assertRefused(with("timestamp", Column.Longs.of(Kind.DATE, 19_000)), "column timestamp",
                "a date has no minute");
        assertRefused(with("timestamp", Column.Doubles.of(1.7054172e18)), "column timestamp", "floating point");
    }

    @Test
    void timestamps_out_of_range_are_the_fate_of_their_rows() {
        for (long nanos : new long[] {Long.MIN_VALUE, Long.MAX_VALUE, -1, 0, 4_102_444_800_000_000_000L}) {
            assertThat(EventReader.read(with("timestamp", Column.Longs.of(Kind.TIMESTAMP_NANOS, nanos)).toString())
                    .timestamp()).containsExactly(Timestamps.MISSING);
        }
    }

    private Path with(String column, Column values) {
        var table = new Table.Builder();
        EventRow.table(List.of(ROW)).columns()
                .forEach((name, given) -> table.add(name, name.equals(column) ? values : given));
        Path file = folder.resolve("with.parquet");
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return EventRow.write(file, table.build());
    }

    private EventTable read(List<String> lines) {
        return EventReader.read(CsvFile.write(folder.resolve("one.csv"), lines.toArray(String[]::new)).toString());
    }

    private void assertCsvRefused(List<String> lines, String... words) {
        assertThatThrownBy(() -> read(lines)).isInstanceOf(TableException.class).hasMessageContaining("one.csv")
                .hasMessageContainingAll(words);
    }

    private static void assertRefused(Path location, String... words) {
        assertThatThrownBy(() -> EventReader.read(location.toString())).isInstanceOf(TableException.class)
                .hasMessageContainingAll(words);
    }
}
