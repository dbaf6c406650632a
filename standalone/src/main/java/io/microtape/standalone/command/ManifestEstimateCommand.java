package io.microtape.standalone.command;

import io.microtape.manifest.estimate.ManifestEstimate;
import io.microtape.standalone.installation.Installation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code microtape manifest estimate}. */
@Command(name = "estimate", mixinStandardHelpOptions = true, description = {
        "What capturing a manifest will cost: requests, rows, storage and hours, each with what it rests on.",
        "Once something is captured, the estimate of the build stands beside what it was."}, footer = {"", "Example:",
                "  microtape manifest estimate core_20251009_1a2b3c4d5e6f"})
final class ManifestEstimateCommand implements Callable<Integer> {
    @Mixin
    private InstallationOptions options;

    @Parameters(paramLabel = "ID", description = "the manifest's id")
    private String manifestId;

    @Override
    public Integer call() {
        try (Installation there = options.open()) {
            ManifestEstimate estimate = there.estimate(manifestId);
            options.printer().print(estimate, () -> EstimateText.lines(estimate));
        }
        return 0;
    }
}
