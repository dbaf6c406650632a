package io.microtape.standalone;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Where recorded data for tests lies: a folder {@code shared} beside the checkout, or what MICROTAPE_SHARED says. */
final class Recorded {
    private Recorded() {}

    /** The {@code data} folder; a test that needs it is skipped, loudly, where there is none. */
    static Path data() {
        String configured = System.getenv("MICROTAPE_SHARED");
        if (configured != null) {
            return Path.of(configured, "data");
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path data = at.resolve("shared/data");
            if (Files.isDirectory(data.resolve("ticks"))) {
                return data;
            }
        }
        System.err.println(
                "SKIPPED: there is no recorded data; set MICROTAPE_SHARED to the folder that holds data/ticks");
        Assumptions.abort("there is no recorded data beside this checkout");
        throw new IllegalStateException();
    }
}
