package io.microtape.standalone.command;

import io.microtape.model.coverage.Coverage;
import io.microtape.model.coverage.CoverageAsk;
import io.microtape.model.coverage.CoverageKey;
import io.microtape.standalone.Workplace;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code microtape coverage}. */
@Command(name = "coverage", mixinStandardHelpOptions = true, description = "How much of a manifest is captured, and what became of the rest.", footer = {
        "", "Example:", "  microtape coverage --manifest core_20251009_1a2b3c4d5e6f --by session"})
final class CoverageCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;
    @Mixin
    private CommonOptions common;

    @Option(names = "--manifest", required = true, paramLabel = "ID", description = "the manifest's id")
    private String manifestId;

    @Option(names = "--by", paramLabel = "KEY[,KEY]", split = ",", description = "one or two of: ${COMPLETION-CANDIDATES}")
    private List<CoverageKey> by = List.of();

    @Override
    public Integer call() {
        try (Workplace workplace = common.existingWorkplace(List.of())) {
            Coverage coverage = workplace.coverages().of(ask());
            new Printer(spec, common.json()).print(coverage, () -> CoverageText.lines(coverage));
        }
        return 0;
    }

    private CoverageAsk ask() {
        try {
            return CoverageAsk.of(manifestId, by.toArray(CoverageKey[]::new));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }
}
