package io.microtape.standalone.command;

import io.microtape.model.manifest.Verdict;
import io.microtape.runtime.ledger.ManifestRecords.Approval;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Approvals in lines for a terminal. One of a {@code NO_GO} is an override, and is called so. */
final class ApprovalsText {
    private ApprovalsText() {}

    static List<String> lines(List<Approval> approvals) {
        return approvals.isEmpty()
                ? List.of("approved  by nobody")
                : approvals.stream().map(ApprovalsText::line).toList();
    }

    private static String line(Approval approval) {
        boolean override = approval.verdict().equals(Verdict.NO_GO.name());
        return "%s  %s by %s, %s%s".formatted(override ? "override" : "approved",
                approval.approvedAt().truncatedTo(ChronoUnit.SECONDS), approval.approvedBy(),
                override ? "over a " + approval.verdict() : "a " + approval.verdict(),
                approval.reason().isBlank() ? "" : ": " + approval.reason());
    }
}
