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

                %s, from %,d of %,d captures of the manifest. Made by Microtape %s.
                `export.json` has the counts and the SHA-256 of every file.

                | file | one row is |
                |---|---|
                %s| `windows.parquet` | a capture: what was asked for, its state, rows, grade, source, and `file` here |
                | `events.parquet` | an event of the manifest |

                Rows are sorted by symbol, window and then as the tape is; `month` is that of the event in New York. Where two
                windows of a symbol overlap, both have the rows of the overlap.

                A row that is not there says nothing: ask `windows.parquet` first. `EMPTY_CONFIRMED` is the only state in which
                no rows means that nothing traded.

                ```sql
                select tape, state, count(*) as captures, any_value(cause) as such_as
                from 'windows.parquet' group by all order by all;
                ```

                These lines read it, in this folder. DuckDB:

                ```sql
                select symbol, count(*) from read_parquet('%s/*/*.parquet', hive_partitioning = true) group by symbol;
                ```

                Polars, pyarrow:

                ```python
                import polars as pl
                pl.scan_parquet("%s/**/*.parquet", hive_partitioning=True)

                import pyarrow.dataset as ds
                ds.dataset("%s", partitioning="hive")
                ```

                Spark:

                ```python
                %s
                ```

                %s
                """
                .formatted(report.manifestId(), stored, report.states().get(CaptureState.COMPLETE),
                        report.captures(), report.software(),
                        report.tapes().stream().map(ExportReadme::line).collect(Collectors.joining()), tape, tape, tape,
                        spark(tape, report.timestamps()), instants(report.timestamps()));
    }

    private static String line(Tape tape) {
        return "| `%s/month=YYYY-MM/part-N.parquet` | a %s, with its `window_id` and `symbol` |\n".formatted(
                tape.word(),
                tape == Tape.TRADES ? "trade" : "quote");
    }

    private static String spark(String tape, TimestampUnit unit) {
        String read = "spark.read.parquet(\"%s\")".formatted(tape);
        return switch (unit) {
            case NS -> "spark.conf.set(\"spark.sql.legacy.parquet.nanosAsLong\", \"true\")\n" + read;
            case US -> read;
        };
    }

    private static String instants(TimestampUnit unit) {
        return switch (unit) {
            case NS ->
                """
                        Instants are nanoseconds, UTC. DuckDB shows them as microseconds, Spark as plain 64-bit numbers; exported with
                        `--timestamps us` both have all of them.""";
            case US ->
                """
                        Instants are microseconds, UTC; the column of the same name with `_ns` behind it has the nanoseconds after
                        those. In DuckDB `epoch_us(sip_timestamp) * 1000 + sip_timestamp_ns` is the exact instant.""";
        };
    }
}
