package io.microtape.simulator.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the table of {@code docs/simulator.md} to the catalogue; with {@code -Dmicrotape.docs.write=true} it is written. */
class CataloguePageTest {
    private static final String BEGIN = "<!-- generated from Fault: begin -->\n";
    private static final String END = "<!-- generated from Fault: end -->\n";

    @Test
    void the_page_of_the_simulator_lists_the_faults_that_there_are() throws IOException {
        Path page = Stream.iterate(Path.of("").toAbsolutePath(), path -> path != null, Path::getParent)
                .filter(path -> Files.exists(path.resolve("mvnw"))).findFirst().orElseThrow()
                .resolve("docs/simulator.md");
        String text = Files.readString(page);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        int end = text.indexOf(END);
        if (Boolean.getBoolean("microtape.docs.write")) {
            Files.writeString(page, text.substring(0, begin) + tables() + text.substring(end));
        } else {
            assertThat(text.substring(begin, end)).as("write it with -Dmicrotape.docs.write=true").isEqualTo(tables());
        }
    }

    private static String tables() {
        return Arrays.stream(Kind.values()).map(CataloguePageTest::table).collect(Collectors.joining("\n", "\n", "\n"));
    }

    private static String table(Kind kind) {
        return "### `%s`: %s\n\n| fault | what goes over the wire |\n|---|---|\n".formatted(kind.word(), kind.meaning())
                + Arrays.stream(Fault.values()).filter(fault -> fault.kind() == kind)
                        .map(fault -> "| `%s` | %s |\n".formatted(fault.word(), fault.wire()))
                        .collect(Collectors.joining());
    }
}
