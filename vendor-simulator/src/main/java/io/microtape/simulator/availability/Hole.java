package io.microtape.simulator.availability;

import io.microtape.model.session.NewYorkTime;
import io.microtape.simulator.tape.TimeRange;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Days whose rows the vendor does not have yet: a question that touches them is answered as if there were none.
 * Pages behind a cursor are not: it was given out with rows before them.
 *
 * @param ticker whose days; empty for those of every ticker
 * @param first first New York date
 * @param last last New York date
 * @param answers how many answers of each target are empty before it is filled; empty for until it is told to be
 */
public record Hole(Optional<String> ticker, LocalDate first, LocalDate last, OptionalInt answers) {
    private static final Pattern TEXT = Pattern
            .compile("([^:]+):(\\d{4}-\\d\\d-\\d\\d)(?:\\.\\.(\\d{4}-\\d\\d-\\d\\d))?(?::(\\d{1,6}))?");
    private static final String ANY = "*";

    public Hole {
        if (last.isBefore(first)) {
            throw new IllegalArgumentException("the hole from %s to %s ends before it begins".formatted(first, last));
        }
        if (answers.orElse(1) < 1) {
            throw new IllegalArgumentException("a hole gives at least 1 empty answer; leave the number out for all");
        }
    }

    /**
     * A hole from text such as {@code IBM:2024-03-05}, {@code *:2024-03-05..2024-03-08:2}: ticker or {@code *}, a date or
     * two, and how many answers are empty.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    public static Hole parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "'%s' is no hole; write TICKER:DATE, TICKER:DATE..DATE, with :N behind for N empty answers, and * for every ticker"
                            .formatted(text));
        }
        try {
            LocalDate first = LocalDate.parse(parts.group(2));
            return new Hole(Optional.of(parts.group(1)).filter(ticker -> !ticker.equals(ANY)), first,
                    parts.group(3) == null ? first : LocalDate.parse(parts.group(3)),
                    parts.group(4) == null
                            ? OptionalInt.empty()
                            : OptionalInt.of(Integer.parseInt(parts.group(4))));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'%s' has a date that does not exist".formatted(text), e);
        }
    }

    boolean touches(String asked, TimeRange range) {
        var days = new TimeRange(NewYorkTime.epochNanos(first.atStartOfDay()),
                NewYorkTime.epochNanos(last.plusDays(1).atStartOfDay()));
        return ticker.map(asked::equals).orElse(true) && !days.and(range).isEmpty();
    }
}
