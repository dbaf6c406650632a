package io.microtape.standalone.command;

import io.microtape.runtime.ledger.ManifestRecords.Approval;
import io.microtape.standalone.installation.Installation;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code microtape manifest approve}. */
@Command(name = "approve", mixinStandardHelpOptions = true, description = "Give your name for a manifest, so that it may be downloaded. A NO_GO needs a reason too.", footer = {
        "", "Example:", "  microtape manifest approve core_20251009_1a2b3c4d5e6f --by ann --reason 'pilot'"})
final class ManifestApproveCommand implements Callable<Integer> {
    @Mixin
    private InstallationOptions options;

    @Parameters(paramLabel = "ID", description = "the manifest's id")
    private String manifestId;

    @Option(names = "--by", required = true, paramLabel = "NAME", description = "who approves")
    private String by;

    @Option(names = "--reason", defaultValue = "", paramLabel = "TEXT", description = "why; stays visible for ever")
    private String reason;

    @Override
    public Integer call() {
        try (Installation there = options.open()) {
            Approval approval = there.approve(manifestId, by, reason);
            options.printer().print(approval,
                    () -> List.of("approved  %s (%s) by %s".formatted(manifestId, approval.verdict(), by),
                            "next      microtape run start --manifest %s --wait%s".formatted(manifestId,
                                    options.same())));
        }
        return 0;
    }
}
