package io.microtape.manifest.report;

import static io.microtape.runtime.markdown.Numbers.plain;
import static io.microtape.runtime.markdown.Numbers.whole;

import io.microtape.runtime.markdown.Numbers;
import io.microtape.runtime.markdown.Page;
import io.microtape.runtime.markdown.Printable;
import io.microtape.runtime.markdown.TextTable;

import io.microtape.manifest.BuiltManifest;
import io.microtape.model.manifest.Check;
import io.microtape.model.manifest.Check.Outcome;
import io.microtape.model.manifest.Check.Weight;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;

/** The head of the report: verdict, key figures, and the checks that made the verdict. */
final class GateSection {
    private GateSection() {}

    static void write(BuiltManifest manifest, Page page) {
        page.title("Manifest %s: %s".formatted(manifest.manifestId(), manifest.verdict()));
        page.say(VerdictText.of(manifest.checks()));
        figures(manifest, page);
        page.section("GO / NO-GO");
        checks("Mandatory: one that fails makes the manifest NO_GO", Weight.MANDATORY, manifest.checks(), page);
        checks("Recommended: one that fails is a warning", Weight.RECOMMENDED, manifest.checks(), page);
        page.say("The margin is the room left to the nearest threshold, in the unit of the check; negative beyond it.");
    }

    private static void figures(BuiltManifest manifest, Page page) {
        var dates = manifest.dates();
        var estimate = manifest.estimate();
        page.table(new TextTable("key figure", ">value", "")
                .row("rows read", whole(manifest.inputRows()), "of which %s are another row of an event already there"
                        .formatted(whole(manifest.duplicates())))
                .row("events selected", whole(manifest.selected()),
                        "in %s windows".formatted(whole(estimate.windows())))
                .row("rows rejected", whole(manifest.rejected()), "each with its reason in rejections.parquet")
                .row("symbols", whole(manifest.concentration().symbols()),
                        "as concentrated as %s equal ones"
                                .formatted(Numbers.tenths(manifest.concentration().effectiveSymbols())))
                .row("dates", whole(dates.days()), dates.first().isEmpty()
                        ? ""
                        : "%s to %s, %s months".formatted(dates.first().map(LocalDate::toString).orElse(""),
                                dates.last().map(LocalDate::toString).orElse(""), whole(dates.monthsCovered())))
                .row("profile", Printable.of(manifest.profile()), ""));
    }

    private static void checks(String title, Weight weight, List<Check> checks, Page page) {
        var table = new TextTable("outcome", "check", ">value", "asked for", "unit", ">margin", "remark");
        checks.stream().filter(check -> check.weight() == weight)
                .sorted(Comparator.comparingInt(check -> rank(check.outcome())))
                .forEach(check -> table.row(
                        check.outcome() == Outcome.PASS ? "PASS" : "**%s**".formatted(check.outcome()), check.name(),
                        plain(check.value()), check.threshold(), check.unit(), Numbers.signed(check.margin()),
                        check.detail()));
        page.subsection(title).table(table);
    }

    private static int rank(Outcome outcome) {
        return switch (outcome) {
            case FAIL -> 0;
            case ERROR -> 1;
            case SKIPPED -> 2;
            case PASS -> 3;
        };
    }
}
