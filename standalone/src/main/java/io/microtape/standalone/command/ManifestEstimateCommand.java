package io.microtape.standalone.command;

import io.microtape.manifest.estimate.ManifestEstimate;
import io.microtape.standalone.Workplace;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code microtape manifest estimate}. */
@Command(name = "estimate", mixinStandardHelpOptions = true, description = {
        "What capturing a manifest will cost: requests, rows, storage and hours, each with what it rests on.",
        "Once something is captured, the estimate of the build stands beside what it was."}, footer = {"", "Example:",
                "  microtape manifest estimate core_20251009_1a2b3c4d5e6f"})
final class ManifestEstimateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;
    @Mixin
    private CommonOptions common;

    @Parameters(paramLabel = "ID", description = "the manifest's id")
    private String manifestId;

    @Override
    public Integer call() {
        try (Workplace workplace = common.existingWorkplace(List.of())) {
            ManifestEstimate estimate = workplace.manifests().estimates().of(manifestId);
            new Printer(spec, common.json()).print(estimate, () -> EstimateText.lines(estimate));
        }
        return 0;
    }
}
