package io.microtape.standalone.command;

import io.microtape.manifest.report.StoredReport;
import io.microtape.manifest.report.VerdictText;
import io.microtape.model.manifest.Check;
import io.microtape.model.manifest.Verdict;
import io.microtape.runtime.ledger.ManifestRecords.Approval;
import io.microtape.standalone.installation.Installation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code microtape manifest check}. */
@Command(name = "check", mixinStandardHelpOptions = true, description = {
        "Print the checks of a manifest as its build answered them, and who approved it.",
        "Ends with 0 for GO and GO_WITH_WARNINGS, with 1 for NO_GO, also when someone approved it."}, footer = {"",
                "Example:", "  microtape manifest check core_20251009_1a2b3c4d5e6f"})
final class ManifestCheckCommand implements Callable<Integer> {
    @Mixin
    private InstallationOptions options;

    @Parameters(paramLabel = "ID", description = "the manifest's id")
    private String manifestId;

    /** What the command prints as JSON. */
    record Result(String manifestId, Verdict verdict, List<Check> checks, List<Approval> approvals) {}

    @Override
    public Integer call() {
        try (Installation there = options.open()) {
            StoredReport report = there.report(manifestId);
            var result = new Result(manifestId, report.verdict(), report.checks(),
                    there.manifest(manifestId).approvals());
            options.printer().print(result, () -> lines(result));
            return result.verdict() == Verdict.NO_GO ? MicrotapeCommand.NOT_AS_WANTED : 0;
        }
    }

    private static List<String> lines(Result result) {
        List<String> lines = new ArrayList<>();
        lines.add("manifest  " + result.manifestId());
        lines.add("verdict   %s: %s".formatted(result.verdict(), VerdictText.of(result.checks())));
        lines.addAll(ChecksText.lines(result.checks()));
        lines.addAll(ApprovalsText.lines(result.approvals()));
        return lines;
    }
}
