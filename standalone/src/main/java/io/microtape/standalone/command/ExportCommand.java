package io.microtape.standalone.command;

import io.microtape.manifest.export.ExportReport;
import io.microtape.manifest.export.ExportRequest;
import io.microtape.manifest.export.TimestampUnit;
import io.microtape.model.capture.CaptureState;
import io.microtape.model.capture.Tape;
import io.microtape.standalone.Workplace;
import io.microtape.standalone.progress.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code microtape export}. */
@Command(name = "export", mixinStandardHelpOptions = true, description = {
        "Copy what a manifest has captured into one dataset: Parquet by month, sorted by symbol and window, with a table of its events and one of its windows.",
        "Every file is hashed against the ledger before its rows are taken; the folder appears whole or not at all."}, footer = {
                "", "Examples:", "  microtape export --manifest core_20251009_1a2b3c4d5e6f --to dataset",
                "  microtape export --manifest core_20251009_1a2b3c4d5e6f --to spark --timestamps us --replace"})
final class ExportCommand implements Callable<Integer> {
    private static final double BYTES_PER_MB = 1e6;

    @Spec
    private CommandSpec spec;
    @Mixin
    private CommonOptions common;

    @Option(names = "--manifest", required = true, paramLabel = "ID", description = "the manifest's id")
    private String manifestId;

    @Option(names = "--to", required = true, paramLabel = "DIR", description = "folder of the dataset; it must not be there yet")
    private Path to;

    @Option(names = "--tapes", split = ",", paramLabel = "TAPE", defaultValue = "trades,quotes", description = "trades, quotes or both (default: ${DEFAULT-VALUE})")
    private Set<Tape> tapes = EnumSet.allOf(Tape.class);

    @Option(names = "--columns", split = ",", paramLabel = "NAME", description = "columns of the tapes; window_id, symbol and sip_timestamp are always there (default: all)")
    private List<String> columns = new ArrayList<>();

    @Option(names = "--timestamps", paramLabel = "UNIT", defaultValue = "ns", description = "ns, or us for Spark: microseconds, and a column NAME_ns with the nanoseconds after them (default: ${DEFAULT-VALUE})")
    private TimestampUnit timestamps = TimestampUnit.NS;

    @Option(names = "--max-file-rows", paramLabel = "N", defaultValue = "20000000", description = "begin another file before this many rows are exceeded (default: ${DEFAULT-VALUE})")
    private long maxFileRows = ExportRequest.DEFAULT_FILE_ROWS;

    @Option(names = "--replace", description = "replace an earlier export at DIR")
    private boolean replace;

    @Override
    public Integer call() {
        var printer = new Printer(spec, common.json());
        try (Workplace workplace = common.existingWorkplace(List.of())) {
            var request = new ExportRequest(manifestId, to, tapes, columns, timestamps, maxFileRows, replace);
            ExportReport report;
            try (Progress progress = printer.progress("export")) {
                report = workplace.export().run(request, month -> progress.step(month.done(), month.of(),
                        "export    %s  %,d rows in %,d %s".formatted(month.month(), month.rows(), month.files(),
                                month.files() == 1 ? "file" : "files")));
                progress.allSteps();
            }
            printer.print(report, () -> lines(report, request.to()));
        }
        return 0;
    }

    private static List<String> lines(ExportReport report, Path to) {
        List<String> lines = new ArrayList<>();
        lines.add("exported  %s to %s".formatted(report.manifestId(), to));
        lines.add("captures  %,d of %,d have rows".formatted(report.states().get(CaptureState.COMPLETE),
                report.captures()));
        report.states().forEach((state, captures) -> {
            if (captures > 0 && state != CaptureState.COMPLETE) {
                lines.add("  %-20s %,7d".formatted(state, captures));
            }
        });
        report.rows().forEach((tape, rows) -> lines.add("%-9s %,d rows".formatted(tape.word(), rows)));
        lines.add("files     %,d with %,.1f MB, from %,.1f MB in the lake".formatted(report.files().size(),
                report.bytes() / BYTES_PER_MB, report.sourceBytes() / BYTES_PER_MB));
        return lines;
    }
}
