package io.microtape.manifest.selection;

import java.util.Arrays;
import java.util.List;

/**
 * Applies threshold rules to rows. The first failed rule names the rejection; all others that fail are remembered with it,
 * so that a user sees whether loosening one threshold would help.
 */
final class Thresholds {
    private Thresholds() {}

    /** Rejects the rows that fail a rule and are not kept in any case, and returns the others in the same order. */
    static int[] apply(List<Rule> rules, int[] rows, Kept kept, Decisions decisions) {
        long[] failed = new long[rows.length];
        int firstCode = decisions.reasons().size();
        for (Rule rule : rules) {
            rule.mark(rows, failed, 1L << decisions.code(rule.reason()));
        }
        int passed = 0;
        int[] survivors = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            if (failed[i] == 0 || kept.is(rows[i])) {
                survivors[passed++] = rows[i];
            } else {
                int code = Long.numberOfTrailingZeros(failed[i]);
                Rule rule = rules.get(code - firstCode);
                decisions.reject(rows[i], code, failed[i], rule.observed(rows[i]), rule.threshold(rows[i]));
            }
        }
        return Arrays.copyOf(survivors, passed);
    }
}
