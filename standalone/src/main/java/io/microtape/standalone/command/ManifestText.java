package io.microtape.standalone.command;

import static io.microtape.runtime.markdown.Numbers.whole;

import io.microtape.manifest.BuiltManifest;
import io.microtape.runtime.markdown.Numbers;
import io.microtape.manifest.report.StoredReport;
import io.microtape.manifest.report.VerdictText;
import io.microtape.manifest.selection.FunnelStep;
import io.microtape.model.manifest.Check;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A built manifest in a few lines for a terminal; the report has the rest. */
final class ManifestText {
    private static final int NAMED_REASONS = 2;
    private static final double PERCENT = 100;

    private ManifestText() {}

    /** @param stored whether there are files to be read and approved */
    static List<String> lines(BuiltManifest built, boolean stored) {
        List<String> lines = new ArrayList<>();
        lines.add("manifest  %s%s".formatted(built.manifestId(), built.alreadyExisted() ? " (was built before)" : ""));
        lines.add("verdict   %s: %s".formatted(built.verdict(), VerdictText.of(built.checks())));
        lines.addAll(ChecksText.lines(
                built.checks().stream().filter(check -> check.outcome() != Check.Outcome.PASS).toList()));
        lines.add("rows      %s read = %s selected + %s rejected".formatted(whole(built.inputRows()),
                whole(built.selected()), whole(built.rejected())));
        built.funnel().forEach(step -> lines.add("  %-10s %9s rejected %9s left  %s".formatted(step.stage(),
                whole(step.rejected()), whole(step.out()), reasons(step)).stripTrailing()));
        if (built.sessionLabels().rowsWithLabel() > 0) {
            lines.add("labels    %s of %s session labels were wrong and are corrected (%s %%)".formatted(
                    whole(built.sessionLabels().corrected()), whole(built.sessionLabels().rowsWithLabel()),
                    Numbers.tenths(built.sessionLabels().shareCorrected() * PERCENT)));
        }
        built.comparison().ifPresent(comparison -> lines.addAll(ComparisonText.lines(comparison)));
        if (stored) {
            lines.add("report    %s".formatted(Path.of(built.path()).resolve(StoredReport.MARKDOWN)));
        }
        return lines;
    }

    /** The reasons with most rejections, and how many more there are. */
    private static String reasons(FunnelStep step) {
        String named = step.reasons().entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed()).limit(NAMED_REASONS)
                .map(reason -> reason.getKey() + " " + whole(reason.getValue())).collect(Collectors.joining(", "));
        int more = step.reasons().size() - NAMED_REASONS;
        return more > 0 ? "%s and %s more".formatted(named, whole(more)) : named;
    }
}
