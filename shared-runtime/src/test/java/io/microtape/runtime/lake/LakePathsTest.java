package io.microtape.runtime.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.model.capture.CaptureSpec;
import io.microtape.model.capture.QuotePolicy;
import io.microtape.model.capture.Tape;
import io.microtape.model.id.WindowId;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakePathsTest {
    @TempDir
    Path folder;

    @Test
    void symbols_never_share_a_folder_not_even_where_case_is_ignored() {
        var lake = new FolderLake(folder.resolve("lake"));
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
