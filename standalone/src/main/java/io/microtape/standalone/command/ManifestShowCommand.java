package io.microtape.standalone.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.microtape.manifest.report.StoredReport;
import io.microtape.runtime.json.Json;
import io.microtape.runtime.ledger.ManifestRecords.Approval;
import io.microtape.standalone.installation.Installation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code microtape manifest show}. */
@Command(name = "show", mixinStandardHelpOptions = true, description = "Print the report of a manifest, and who approved it. With --json: report.json and the approvals.", footer = {
        "", "Example:", "  microtape manifest show core_20251009_1a2b3c4d5e6f | less"})
final class ManifestShowCommand implements Callable<Integer> {
    @Mixin
    private InstallationOptions options;

    @Parameters(paramLabel = "ID", description = "the manifest's id")
    private String manifestId;

    @Override
    public Integer call() {
        try (Installation there = options.open()) {
            StoredReport report = there.report(manifestId);
            List<Approval> approvals = there.manifest(manifestId).approvals();
            ObjectNode json = report.json().deepCopy();
            json.set("approvals", Json.mapper().valueToTree(approvals));
            options.printer().print(json, () -> lines(report, approvals));
        }
        return 0;
    }

    private static List<String> lines(StoredReport report, List<Approval> approvals) {
        List<String> lines = new ArrayList<>(report.markdown().lines().toList());
        lines.addAll(List.of("", "## Approvals", ""));
        lines.addAll(ApprovalsText.lines(approvals));
        return lines;
    }
}
