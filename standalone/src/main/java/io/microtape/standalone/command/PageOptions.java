package io.microtape.standalone.command;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say which part of a long list is printed. */
final class PageOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--limit", paramLabel = "N", description = "entries at most")
    private Optional<Integer> limit = Optional.empty();

    @Option(names = "--offset", paramLabel = "N", defaultValue = "0", description = "entries to leave out at the beginning")
    private int offset;

    int limit(int otherwise, int most) {
        return within("--limit", limit.orElse(otherwise), 1, most);
    }

    int offset() {
        return within("--offset", offset, 0, Integer.MAX_VALUE);
    }

    /** How to see the rest of a list, when this was not the end of it. */
    List<String> rest(long total, int shown, OptionalLong next) {
        return next.isEmpty()
                ? List.of()
                : List.of(String.format(Locale.ROOT, "%,d to %,d of %,d; the next: --offset %d", offset + 1L,
                        offset + (long) shown, total, next.getAsLong()));
    }

    private int within(String option, int value, int low, int high) {
        if (value < low || value > high) {
            throw new ParameterException(spec.commandLine(),
                    "%s is %d; allowed is %d to %d".formatted(option, value, low, high));
        }
        return value;
    }
}
