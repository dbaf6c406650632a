package io.microtape.manifest.export;

import io.microtape.model.capture.CaptureState;
import io.microtape.model.capture.Tape;
import io.microtape.runtime.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What was exported; also {@code export.json} in the dataset.
 *
 * @param format      says what this file is
 * @param contentHash the manifest's
 * @param software    version of this program
 * @param asOf        when the ledger was read: what was captured later is not in the dataset
 * @param columns     vendor columns that were asked for; empty for all
 * @param captures    captures of the exported tapes; {@code states} sums to it
 * @param rows        rows by tape, as the ledger proves them and as they were written
 * @param sourceBytes bytes of the files that they came from
 * @param bytes       bytes of the files of the dataset
 * @param files       the Parquet files, by path
 */
public record ExportReport(String format, String manifestId, String contentHash, String software, Instant asOf,
        Set<Tape> tapes, List<String> columns, TimestampUnit timestamps, long maxFileRows, long captures,
        Map<CaptureState, Long> states, Map<Tape, Long> rows, long sourceBytes, long bytes, List<WrittenFile> files) {
    static final String FORMAT = "microtape-export-1";
    private static final String FILE = "export.json";

    /** Whether a folder holds an export. */
    static boolean isAt(Path folder) {
        try {
            return Optional.ofNullable(Json.mapper().readTree(Files.readString(folder.resolve(FILE))).get("format"))
                    .filter(format -> FORMAT.equals(format.asText())).isPresent();
        } catch (IOException _) {
            return false;
        }
    }

    void write(Path folder) throws IOException {
        Files.writeString(folder.resolve(FILE), Json.pretty(this) + "\n");
    }
}
