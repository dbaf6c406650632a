package io.microtape.standalone.command;

import io.microtape.manifest.BuiltManifest;
import io.microtape.model.manifest.Check;
import java.util.ArrayList;
import java.util.List;

/** A built manifest in lines for a terminal. */
final class ManifestText {
    private ManifestText() {}

    static List<String> lines(BuiltManifest built, boolean approvable) {
        List<String> lines = new ArrayList<>();
        lines.add("manifest  %s%s".formatted(built.manifestId(), built.alreadyExisted() ? " (was built before)" : ""));
        lines.add("in        %s".formatted(built.path()));
        lines.add("rows      %,d read = %,d selected + %,d rejected".formatted(built.inputRows(), built.selected(),
                built.rejected()));
        if (built.sessionLabels().rowsWithLabel() > 0) {
            lines.add("labels    %,d of %,d session labels were wrong and are corrected (%.1f %%)".formatted(
                    built.sessionLabels().corrected(), built.sessionLabels().rowsWithLabel(),
                    100 * built.sessionLabels().shareCorrected()));
        }
        built.funnel().forEach(step -> lines.add("  %-11s %,9d in  %,9d rejected  %s".formatted(step.stage(), step.in(),
                step.rejected(), step.reasons().isEmpty() ? "" : step.reasons())));
        lines.add("verdict   %s".formatted(built.verdict()));
        built.checks().stream().filter(check -> check.outcome() != Check.Outcome.PASS)
                .forEach(check -> lines.add("  %-7s %s".formatted(check.outcome(), ChecksText.line(check))));
        built.comparison().ifPresent(comparison -> lines.addAll(ComparisonText.lines(comparison)));
        if (approvable) {
            lines.add("next      microtape manifest approve %s --by NAME --reason TEXT".formatted(built.manifestId()));
        }
        return lines;
    }
}
