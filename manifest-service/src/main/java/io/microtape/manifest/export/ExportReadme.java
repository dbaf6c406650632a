package io.microtape.manifest.export;

import io.microtape.model.capture.CaptureState;
import io.microtape.model.capture.Tape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;

/** The page that goes with a dataset: what is in it, and the lines that read it. It does not say when it was made. */
final class ExportReadme {
    private ExportReadme() {}

    static void write(Path folder, ExportReport report) throws IOException {
        Files.writeString(folder.resolve("README.md"), text(report));
    }

    private static String text(ExportReport report) {
        String tape = report.tapes().iterator().next().word();
        String stored = report.rows().entrySet().stream()
                .map(rows -> String.format(Locale.ROOT, "%,d rows of %s", rows.getValue(), rows.getKey().word()))
                .collect(Collectors.joining(" and "));
        return """
                # %s

                %s, from %,d of the manifest's %,d captures. Made by Microtape %s; `export.json` has the counts and the SHA-256
                of every file.

                | file | one row is |
                |---|---|
                %s| `windows.parquet` | a capture: what was asked for, its state, rows, grade, source and `file` here |
                | `events.parquet` | an event of the manifest |

                Rows are sorted by symbol, window and then as the tape is; `month` is that of the event in New York. Two windows of
                a symbol may overlap: then both have the rows of the overlap. A window without rows is `EMPTY_CONFIRMED` when
                nothing traded; any other state means that it is not known. So ask `windows.parquet` before you take a missing row
                for silence:

                ```sql
                select state, count(*), any_value(cause) from 'windows.parquet' group by state;
                ```

                Lines that read it, in this folder:

                ```sql
                -- DuckDB
                select * from read_parquet('%s/*/*.parquet', hive_partitioning = true) where month = '2024-03';
                ```

                ```python
                import polars as pl
                pl.scan_parquet("%s/**/*.parquet", hive_partitioning=True)

                import pyarrow.dataset as ds
                ds.dataset("%s", partitioning="hive")
                ```

                ```python
                # Spark
                %s
                ```
                %s"""
                .formatted(report.manifestId(), stored, report.states().get(CaptureState.COMPLETE),
                        report.captures(), report.software(),
                        report.tapes().stream().map(ExportReadme::line).collect(Collectors.joining()), tape, tape, tape,
                        spark(tape, report.timestamps()), remainders(report.timestamps()));
    }

    private static String line(Tape tape) {
        return "| `%s/month=YYYY-MM/part-N.parquet` | a %s, with its `window_id` and `symbol` |\n".formatted(
                tape.word(),
                tape == Tape.TRADES ? "trade" : "quote");
    }

    private static String spark(String tape, TimestampUnit unit) {
        return switch (unit) {
            case NS -> """
                    # nanoseconds come as plain 64-bit numbers; export with --timestamps us for timestamps
                    spark.conf.set("spark.sql.legacy.parquet.nanosAsLong", "true")
                    spark.read.parquet("%s")""".formatted(tape);
            case US -> "spark.read.parquet(\"%s\")".formatted(tape);
        };
    }

    private static String remainders(TimestampUnit unit) {
        return switch (unit) {
            case NS -> "";
            case US ->
                """

                        Instants are microseconds; the nanoseconds after those stand in the column of the same name with `_ns` behind:
                        `epoch_us(sip_timestamp) * 1000 + sip_timestamp_ns` is the exact instant.
                        """;
        };
    }
}
