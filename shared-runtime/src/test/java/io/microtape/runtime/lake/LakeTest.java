package io.microtape.runtime.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.microtape.model.capture.CaptureSpec;
import io.microtape.model.capture.QuotePolicy;
import io.microtape.model.capture.Tape;
import io.microtape.model.id.WindowId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeTest {
    @TempDir
    Path folder;
    private Lake lake;

    @BeforeEach
    void open() {
        lake = new Lake(folder.resolve("lake"));
    }

    @Test
    void a_file_appears_whole_under_its_name_and_its_temporary_is_gone() throws Exception {
        Path temporary = lake.temporary("a/b.parquet");
        Files.writeString(temporary, "whole");
        assertThat(lake.files()).isEmpty();
        assertThat(lake.publish(temporary, "a/b.parquet")).isTrue();
        assertThat(lake.files()).containsExactly("a/b.parquet");
        assertThat(Files.readString(lake.file("a/b.parquet"))).isEqualTo("whole");
        assertThat(temporary).doesNotExist();
    }

    @Test
    void a_name_that_is_taken_is_never_overwritten() throws Exception {
        Path first = Files.writeString(lake.temporary("a.parquet"), "first");
        Path second = Files.writeString(lake.temporary("a.parquet"), "second");
        assertThat(lake.publish(first, "a.parquet")).isTrue();
        assertThat(lake.publish(second, "a.parquet")).isFalse();
        assertThat(Files.readString(lake.file("a.parquet"))).isEqualTo("first");
        assertThat(second).exists();
    }

    @Test
    void left_over_temporaries_are_swept_and_nothing_else() throws Exception {
        Files.writeString(lake.temporary("a.parquet"), "left");
        lake.publish(Files.writeString(lake.temporary("b.parquet"), "kept"), "b.parquet");
        List<Path> others = List.of(lake.file(".mine.tmp"), lake.file("a.parquet.1-2.tmp"),
                lake.file("x.6f9619ff-8b86-d011-b42d-00cf4fc964ff.tmp"),
                lake.file(".x.6F9619FF-8b86-d011-b42d-00cf4fc964ff.tmp"));
        for (Path other : others) {
            Files.writeString(other, "not the lake's");
        }
        assertThat(lake.sweepTemporaries()).isEqualTo(1);
        assertThat(lake.files()).containsExactly("b.parquet");
        assertThat(others).allMatch(Files::exists);
    }

    @Test
    void a_file_that_proves_nothing_leaves_its_place_but_is_not_deleted() throws Exception {
        lake.publish(Files.writeString(lake.temporary("a.parquet"), "bad"), "a.parquet");
        Path aside = lake.setAside("a.parquet");
        assertThat(aside).exists();
        assertThat(lake.files()).isEmpty();
    }

    @Test
    void no_path_leads_out_of_the_lake() {
        assertThatThrownBy(() -> lake.file("../x")).hasMessageContaining("out of the lake");
    }

    @Test
    void symbols_never_share_a_folder_not_even_where_case_is_ignored() {
        List<String> symbols = List.of("AMpB", "AMPB", "ampb", "BRK.B", "BRKB", "BF.B", "BF/B", "../x", "..", ".",
                "CON",
                "con", "AUX.A", "A%70", "Ap", "ABC ", "ABC", "ABC.", "É", "A_B");
        Set<String> folders = new HashSet<>();
        for (String symbol : symbols) {
            String name = LakePaths.folder(symbol);
            assertThat(folders.add(name.toLowerCase(Locale.ROOT))).as(symbol + " -> " + name).isTrue();
            assertThat(name).matches("[A-Z0-9.%-]+").doesNotStartWith(".").doesNotEndWith(".");
            assertThat(lake.file("event_windows/" + name + "/x.parquet").getParent().getParent())
                    .isEqualTo(lake.root().resolve("event_windows"));
        }
        assertThat(LakePaths.folder("BRK.B")).isEqualTo("BRK.B");
        assertThat(LakePaths.folder("AMpB")).isEqualTo("AM%70B");
    }

    @Test
    void the_path_of_a_capture_names_symbol_minute_and_tape() {
        long at = 1_381_148_820_000_000_000L;
        var spec = new CaptureSpec(WindowId.of("BRK.B", at), "BRK.B", Tape.QUOTES, at, at - 1, at + 1,
                QuotePolicy.KEEP_ALL);
        assertThat(LakePaths.of(spec)).isEqualTo("event_windows/BRK.B/20131007_122700_quotes.parquet");
    }
}
