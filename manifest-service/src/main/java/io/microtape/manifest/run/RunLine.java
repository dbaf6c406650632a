package io.microtape.manifest.run;

import io.microtape.model.run.Run;
import io.microtape.model.run.RunBudget;
import io.microtape.model.run.RunUse;
import io.microtape.model.coverage.Progress;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How far a run is, in one line for people: the words of the log and of the commands. */
public final class RunLine {
    private static final double BYTES_PER_MB = 1e6;
    private static final double BYTES_PER_GB = 1e9;
    private static final double MILLIS_PER_HOUR = 3_600_000;

    private RunLine() {}

    public static String of(Run run, Progress progress) {
        return String.format(Locale.ROOT, "run %s: %,d of %,d captures answered (%s), %,d rows, %,.1f MB, %s",
                run.runId(), progress.answered(), progress.captures(), states(progress), progress.rows(),
                progress.bytes() / BYTES_PER_MB, used(run));
    }

    /** What a run used up, beside its budgets where it has them: {@code 1,300 of 2,000 requests}. */
    public static String used(Run run) {
        RunUse used = run.used();
        RunBudget budget = run.budget();
        var words = new StringBuilder(
                part(format("%,.0f", used.requests(), 1), budget.requests().map(most -> format("%,.0f", most, 1)),
                        "requests"));
        budget.bytes().ifPresent(most -> words.append(", ").append(part(format("%,.3f", used.bytes(), BYTES_PER_GB),
                Optional.of(format("%,.3f", most, BYTES_PER_GB)), "GB")));
        budget.millis().ifPresent(most -> words.append(", ").append(part(format("%,.2f", used.millis(),
                MILLIS_PER_HOUR), Optional.of(format("%,.2f", most, MILLIS_PER_HOUR)), "hours")));
        return words.toString();
    }

    private static String states(Progress progress) {
        return progress.states().entrySet().stream()
                .map(state -> String.format(Locale.ROOT, "%s %,d", state.getKey(), state.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String part(String used, Optional<String> most, String unit) {
        return used + most.map(limit -> " of " + limit).orElse("") + " " + unit;
    }

    private static String format(String form, long value, double unit) {
        return String.format(Locale.ROOT, form, value / unit);
    }
}
