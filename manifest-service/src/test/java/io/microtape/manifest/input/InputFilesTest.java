package io.microtape.manifest.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.microtape.manifest.EventRow;
import io.microtape.runtime.table.TableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputFilesTest {
    @TempDir
    Path folder;

    @Test
    void what_is_no_path_no_glob_or_no_file_is_refused_in_a_sentence() {
        for (String location : List.of("a\0b", folder + "/{e", folder + "/[a", "/dev/zero")) {
            assertThatThrownBy(() -> InputFiles.at(location)).as(location).isInstanceOf(TableException.class);
        }
    }

    @Test
    void a_folder_behind_a_link_is_a_folder() throws IOException {
        Path real = Files.createDirectory(folder.resolve("real"));
        EventRow.write(real.resolve("events.parquet"), List.of(EventRow.at("AA", "2024-01-16T10:00", "flush", 1)));
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);
        assertThat(InputFiles.at(link.toString())).hasSize(1);
        assertThat(InputFiles.at(link + "/*.parquet")).hasSize(1);
    }
}
