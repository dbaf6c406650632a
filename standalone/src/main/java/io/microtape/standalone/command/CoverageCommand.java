package io.microtape.standalone.command;

import io.microtape.model.coverage.Coverage;
import io.microtape.model.coverage.CoverageAsk;
import io.microtape.model.coverage.CoverageOrder;
import io.microtape.runtime.config.ConfigException;
import io.microtape.runtime.coverage.CoverageReport;
import io.microtape.standalone.installation.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code microtape coverage}. */
@Command(name = "coverage", mixinStandardHelpOptions = true, description = "How much of a manifest is captured, what is missing and why, and what the rest will cost.", footer = {
        "", "Examples:", "  microtape coverage --manifest core_20251009_1a2b3c4d5e6f --by session",
        "  microtape coverage --manifest core_20251009_1a2b3c4d5e6f --by date,tape --where state=failed --sort -missing --limit 20",
        "  microtape coverage --manifest core_20251009_1a2b3c4d5e6f --report coverage.md"})
final class CoverageCommand implements Callable<Integer> {
    private static final int USUAL_LINES = 100;

    @Mixin
    private InstallationOptions options;
    @Mixin
    private WhereOptions where;
    @Mixin
    private PageOptions page;

    @Option(names = "--manifest", required = true, paramLabel = "ID", description = "the manifest's id")
    private String manifestId;

    @Option(names = "--run", paramLabel = "ID", description = "only what this run is about")
    private Optional<String> runId = Optional.empty();

    @Option(names = "--by", paramLabel = "KEY[,KEY]", description = "one or two of session, symbol, event_type, month, date, wave, tape, state, grade")
    private Optional<String> by = Optional.empty();

    @Option(names = "--sort", paramLabel = "ORDER", defaultValue = "key", description = "of the groups: key (default), -captures, -missing, -rows or -bytes")
    private String sort;

    @Option(names = "--report", paramLabel = "FILE.md", description = "write it as a report in Markdown too; by session and event type unless --by says otherwise")
    private Optional<Path> report = Optional.empty();

    @Override
    public Integer call() {
        try (Installation there = options.open()) {
            Coverage coverage = there.coverage(ask());
            report.ifPresent(file -> write(file, CoverageReport.of(coverage)));
            options.printer().print(coverage, () -> CoverageText.lines(coverage));
        }
        return 0;
    }

    private CoverageAsk ask() {
        // Lines for a terminal are few; whoever asks for JSON or a report wants all that one answer holds.
        int usual = options.json() || report.isPresent() ? CoverageAsk.USUAL_GROUPS : USUAL_LINES;
        return where.understood(() -> new CoverageAsk(manifestId, runId,
                by.map(CoverageAsk::keys).orElse(report.isPresent() ? CoverageReport.USUAL_KEYS : List.of()),
                where.values(), CoverageOrder.of(sort), page.limit(usual, CoverageAsk.MOST_GROUPS), page.offset()));
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new ConfigException("the report cannot be written to %s (%s); give another file with --report"
                    .formatted(file, e.getMessage()));
        }
    }
}
