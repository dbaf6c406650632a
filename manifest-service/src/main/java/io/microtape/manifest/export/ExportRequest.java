package io.microtape.manifest.export;

import io.microtape.model.capture.Tape;
import io.microtape.model.capture.TapeColumn;
import io.microtape.runtime.config.ConfigException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What to export.
 *
 * @param to          the folder of the dataset
 * @param columns     vendor columns; empty for all. {@code sip_timestamp} is always there
 * @param maxFileRows a file ends before a capture that would make it longer
 * @param replace     whether an earlier export at {@code to} gives way
 */
public record ExportRequest(String manifestId, Path to, Set<Tape> tapes, List<String> columns,
        TimestampUnit timestamps, long maxFileRows, boolean replace) {
    /** Rows of a file unless somebody says otherwise. */
    public static final long DEFAULT_FILE_ROWS = 20_000_000;

    public ExportRequest {
        to = to.toAbsolutePath().normalize();
        tapes = EnumSet.copyOf(tapes);
        columns = List.copyOf(columns);
        if (maxFileRows < 1) {
            throw new ConfigException("--max-file-rows is %d; give 1 or more".formatted(maxFileRows));
        }
        Set<String> known = tapes.stream().flatMap(tape -> TapeColumn.of(tape).stream()).map(TapeColumn::name)
                .collect(Collectors.toSet());
        columns.stream().filter(column -> !known.contains(column)).findFirst().ifPresent(column -> {
            throw new ConfigException("--columns: no exported tape has a column '%s'; there are %s".formatted(column,
                    known.stream().sorted().collect(Collectors.joining(", "))));
        });
    }
}
