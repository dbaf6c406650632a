package io.microtape.standalone;

import io.microtape.runtime.Home;
import io.microtape.manifest.export.ExportRequest;
import io.microtape.manifest.export.TimestampUnit;
import io.microtape.model.capture.Tape;
import io.microtape.runtime.config.Config;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** A process that exports and dies as kill -9 would when the first month is written: {@code HOME MANIFEST DIR}. */
final class HaltingExport {
    static final int DEAD = 137;

    private HaltingExport() {}

    public static void main(String[] arguments) {
        try (var workplace = new Workplace(new Home(Path.of(arguments[0])),
                Config.load(Optional.empty(), Optional.of("demo"), List.of()))) {
            workplace.export().run(new ExportRequest(arguments[1], Path.of(arguments[2]), EnumSet.allOf(Tape.class),
                    List.of(), TimestampUnit.NS, 1_000, true), _ -> Runtime.getRuntime().halt(DEAD));
        }
    }
}
