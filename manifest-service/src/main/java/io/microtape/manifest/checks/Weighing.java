package io.microtape.manifest.checks;

import io.microtape.model.manifest.Check;
import io.microtape.model.manifest.Check.Outcome;
import io.microtape.model.manifest.Check.Weight;
import java.util.Locale;
import java.util.Optional;

/**
 * Turns what was measured into answers of one weight. A value that is NaN was not there to be measured, and fails.
 */
record Weighing(Weight weight) {
    Check within(String name, double value, String unit, double min, double max) {
        return check(name, value, unit, "%s to %s".formatted(plain(min), plain(max)),
                Math.min(value - min, max - value), value >= min && value <= max);
    }

    Check atLeast(String name, double value, String unit, double min) {
        return check(name, value, unit, "at least " + plain(min), value - min, value >= min);
    }

    Check atMost(String name, double value, String unit, double max) {
        return check(name, value, unit, "at most " + plain(max), max - value, value <= max);
    }

    Check below(String name, double value, String unit, double limit) {
        return check(name, value, unit, "below " + plain(limit), limit - value, value < limit);
    }

    Check none(String name, int count, String unit) {
        return check(name, count, unit, "none", -count, count == 0);
    }

    /** The same answer with a word to it, unless it has one already. */
    static Check remarked(Check check, String detail) {
        return check.detail().isEmpty()
                ? new Check(check.name(), check.weight(), check.value(), check.unit(), check.threshold(),
                        check.margin(), check.outcome(), detail)
                : check;
    }

    /** No answer, for want of an input. */
    static Check skipped(Check check, String why) {
        return new Check(check.name(), check.weight(), Optional.empty(), check.unit(), check.threshold(),
                Optional.empty(), Outcome.SKIPPED, why);
    }

    /** No answer, because the question has no meaning here. */
    static Check meaningless(Check check, String why) {
        return new Check(check.name(), check.weight(), check.value(), check.unit(), check.threshold(),
                Optional.empty(), Outcome.ERROR, why);
    }

    private Check check(String name, double value, String unit, String threshold, double margin, boolean passed) {
        boolean measured = !Double.isNaN(value);
        return new Check(name, weight, measured ? Optional.of(value) : Optional.empty(), unit, threshold,
                measured ? Optional.of(margin) : Optional.empty(), passed ? Outcome.PASS : Outcome.FAIL,
                measured ? "" : "there is nothing to measure");
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? String.format(Locale.ROOT, "%,.0f", value) : Double.toString(value);
    }
}
