package io.microtape.runtime.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class FolderLakeTest extends LakeFacts {
    @Override
    FolderLake lake() {
        return new FolderLake(folder.resolve("lake"));
    }

    @Override
    void fill(List<String> paths) throws Exception {
        for (String path : paths) {
            Path file = lake().file(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, path);
        }
    }

    @Test
    void left_over_temporaries_are_swept_and_nothing_else() throws Exception {
        FolderLake lake = lake();
        Files.writeString(lake.temporary("a.parquet"), "left");
        publish(lake, "b.parquet", "kept");
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
    void a_reader_has_the_file_itself() throws Exception {
        publish(lake(), "a.parquet", "one");
        try (LakeFile file = lake().read("a.parquet")) {
            assertThat(file.path()).isEqualTo(lake().file("a.parquet"));
        }
        assertThat(lake().file("a.parquet")).exists();
        assertThat(lake().readers("a.parquet").duckdb()).contains("'" + lake().file("a.parquet") + "'");
    }
}
