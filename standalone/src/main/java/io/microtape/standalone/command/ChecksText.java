package io.microtape.standalone.command;

import io.microtape.runtime.markdown.Numbers;
import io.microtape.model.manifest.Check;
import io.microtape.model.manifest.Check.Outcome;
import io.microtape.model.manifest.Check.Weight;
import java.util.Comparator;
import java.util.List;

/** Checks in lines for a terminal, those that did not pass first. */
final class ChecksText {
    private ChecksText() {}

    static List<String> lines(List<Check> checks) {
        int name = checks.stream().mapToInt(check -> check.name().length()).max().orElse(0);
        return checks.stream().sorted(Comparator.comparing(check -> check.outcome() == Outcome.PASS))
                .map(check -> "  %-7s %s  %s, asked for %s%s".formatted(outcome(check),
                        check.name() + " ".repeat(name - check.name().length()),
                        check.value().map(value -> Numbers.plain(value) + " " + check.unit())
                                .orElse("nothing to measure"),
                        check.threshold(), check.detail().isEmpty() ? "" : " (%s)".formatted(check.detail())))
                .toList();
    }

    private static String outcome(Check check) {
        return check.outcome() == Outcome.FAIL && check.weight() == Weight.RECOMMENDED
                ? "WARN"
                : check.outcome().name();
    }
}
