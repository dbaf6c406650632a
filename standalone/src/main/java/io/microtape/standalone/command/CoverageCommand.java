package io.microtape.standalone.command;

import io.microtape.model.coverage.Coverage;
import io.microtape.model.coverage.CoverageKey;
import io.microtape.standalone.installation.Installation;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code microtape coverage}. */
@Command(name = "coverage", mixinStandardHelpOptions = true, description = "How much of a manifest is captured, and what became of the rest.", footer = {
        "", "Example:", "  microtape coverage --manifest core_20251009_1a2b3c4d5e6f --by session"})
final class CoverageCommand implements Callable<Integer> {
    @Mixin
    private InstallationOptions options;

    @Option(names = "--manifest", required = true, paramLabel = "ID", description = "the manifest's id")
    private String manifestId;

    @Option(names = "--by", paramLabel = "KEY", description = "one of: ${COMPLETION-CANDIDATES}")
    private Optional<CoverageKey> by = Optional.empty();

    @Override
    public Integer call() {
        try (Installation there = options.open()) {
            Coverage coverage = there.coverage(manifestId, by);
            options.printer().print(coverage, () -> CoverageText.lines(coverage));
        }
        return 0;
    }
}
