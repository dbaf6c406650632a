package io.microtape.manifest.report;

import static io.microtape.runtime.markdown.Numbers.whole;

import io.microtape.model.manifest.Check;
import io.microtape.model.manifest.Check.Outcome;
import io.microtape.model.manifest.Check.Weight;
import java.util.List;

/** What the checks say in one sentence. */
public final class VerdictText {
    private VerdictText() {}

    /** Counts the checks that did not pass, by weight. */
    public static String of(List<Check> checks) {
        if (checks.stream().allMatch(check -> check.outcome() == Outcome.PASS)) {
            return "All %s checks passed.".formatted(whole(checks.size()));
        }
        return "%s; %s.".formatted(notPassed(Weight.MANDATORY, checks), notPassed(Weight.RECOMMENDED, checks));
    }

    private static String notPassed(Weight weight, List<Check> checks) {
        List<Check> asked = checks.stream().filter(check -> check.weight() == weight).toList();
        long skipped = asked.stream().filter(check -> check.outcome() == Outcome.SKIPPED).count();
        long failed = asked.stream().filter(check -> check.outcome() != Outcome.PASS).count() - skipped;
        String name = weight == Weight.MANDATORY ? "mandatory" : "recommended";
        return (failed == 0
                ? "none of %s %s checks failed".formatted(whole(asked.size()), name)
                : "%s of %s %s checks failed".formatted(whole(failed), whole(asked.size()), name))
                + (skipped == 0 ? "" : ", %s had nothing to look at".formatted(whole(skipped)));
    }
}
