package io.microtape.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnpackedLibraryTest {
    private final List<Path> given = new ArrayList<>();

    @Test
    void what_was_unpacked_is_gone_as_soon_as_it_is_loaded() throws Exception {
        UnpackedLibrary.load(folder -> {
            given.add(folder);
            Files.writeString(folder.resolve("library.so"), "native");
        });
        assertThat(given.getFirst()).doesNotExist();
    }

    @Test
    void and_also_when_it_cannot_be_loaded() {
        assertThatThrownBy(() -> UnpackedLibrary.load(folder -> {
            given.add(folder);
            Files.writeString(folder.resolve("library.so"), "of another machine");
            throw new IOException("not for this machine");
        })).hasMessage("not for this machine");
        assertThat(given.getFirst()).doesNotExist();
    }
}
