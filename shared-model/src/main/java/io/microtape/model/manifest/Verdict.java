package io.microtape.model.manifest;

import io.microtape.model.manifest.Check.Outcome;
import io.microtape.model.manifest.Check.Weight;
import java.util.List;

/** What the checks say about a manifest as a whole. */
public enum Verdict {
    /** Every check passed. */
    GO,
    /** Every mandatory check passed or had nothing to look at; at least one check did not pass. */
    GO_WITH_WARNINGS,
    /** A mandatory check failed, or could not be answered. */
    NO_GO;

    /** The verdict of these checks. A skipped check is never a silent pass: it costs the plain {@link #GO}. */
    public static Verdict of(List<Check> checks) {
        if (checks.stream().anyMatch(check -> check.weight() == Weight.MANDATORY && refuses(check.outcome()))) {
            return NO_GO;
        }
        return checks.stream().allMatch(check -> check.outcome() == Outcome.PASS) ? GO : GO_WITH_WARNINGS;
    }

    private static boolean refuses(Outcome outcome) {
        return outcome == Outcome.FAIL || outcome == Outcome.ERROR;
    }
}
