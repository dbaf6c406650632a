package io.microtape.manifest.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.microtape.manifest.EventRow;
import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.Table;
import io.microtape.runtime.table.TableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventReaderTest {
    private static final EventRow EVENT = EventRow.at("AA", "2024-01-16T10:00", "flush", 5);

    @TempDir
    Path folder;

    @Test
    void a_file_a_folder_and_a_glob_give_the_same_events() throws IOException {
        EventRow.write(folder.resolve("events_1.parquet"), List.of(EVENT));
        EventRow.write(folder.resolve("events_2.parquet"), List.of(EVENT.withSymbol("BB"), EVENT.withSymbol("CC")));
        Files.writeString(folder.resolve("notes.txt"), "not data");
        assertThat(EventReader.read(folder.toString()).rows()).isEqualTo(3);
        assertThat(EventReader.read(folder + "/events_*.parquet").symbol().dictionary()).containsExactly("AA", "BB",
                "CC");
        assertThat(EventReader.read(folder.getParent() + "/**/events_2.parquet").rows()).isEqualTo(2);
        assertThat(EventReader.read(folder.resolve("events_1.parquet").toString()).rows()).isEqualTo(1);
    }

    @Test
    void nothing_there_is_said_in_words() {
        assertRefused(folder.resolve("none.parquet").toString(), "none.parquet", "does not exist");
        assertRefused(folder + "/none_*.parquet", "no file matches", "none_*.parquet");
        assertRefused(folder + "/nowhere/*.parquet", "there is no folder");
        assertRefused(folder.toString(), "holds no .parquet, .csv or .csv.gz file");
    }

    @Test
    void an_unreadable_shard_stops_the_reading_by_name() throws IOException {
        EventRow.write(folder.resolve("good.parquet"), List.of(EVENT));
        Files.writeString(folder.resolve("bad.parquet"), "these are not the bytes of Parquet");
        assertRefused(folder.toString(), "bad.parquet");
    }

    @Test
    void a_missing_needed_column_is_named_with_its_file() {
        for (String name : List.of("symbol", "timestamp", "event_type", "score", "open", "high", "low", "close",
                "volume")) {
            Path file = write(name, (column, values) -> column.equals(name) ? null : values);
            assertRefused(file.toString(), file.getFileName().toString(), "column " + name, "missing");
        }
    }

    @Test
    void a_column_of_the_wrong_kind_is_named_with_its_file() {
        Path file = write("kind", (column, values) -> column.equals("score") ? Column.Strings.of("high") : values);
        assertRefused(file.toString(), "kind.parquet", "column score", "numbers");
    }

    @Test
    void the_event_type_may_be_called_type() {
        var table = new Table.Builder();
        EventRow.table(List.of(EVENT)).columns()
                .forEach((name, column) -> table.add(name.equals("event_type") ? "type" : name, column));
        Path file = EventRow.write(folder.resolve("type.parquet"), table.build());
        assertThat(EventReader.read(file.toString()).eventType().get(0)).isEqualTo("flush");
    }

    private Path write(String name, BiFunction<String, Column, Column> change) {
        var table = new Table.Builder();
        EventRow.table(List.of(EVENT)).columns().forEach((column, values) -> {
            Column changed = change.apply(column, values);
            if (changed != null) {
                table.add(column, changed);
            }
        });
        return EventRow.write(folder.resolve(name + ".parquet"), table.build());
    }

    private static void assertRefused(String location, String... words) {
        assertThatThrownBy(() -> EventReader.read(location)).isInstanceOf(TableException.class)
                .hasMessageContainingAll(words);
    }
}
