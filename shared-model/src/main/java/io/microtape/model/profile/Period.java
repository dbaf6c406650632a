package io.microtape.model.profile;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;

/**
 * The New York dates whose events may enter, both ends included.
 *
 * @param from first date, {@code 2024-01-31}; empty for no bound
 * @param to   last date; empty for no bound
 */
public record Period(String from, String to) {
    public Period {
        if (date("from", from, LocalDate.MIN).isAfter(date("to", to, LocalDate.MAX))) {
            throw new IllegalArgumentException(
                    "intraday_manifest.period.from (%s) is after intraday_manifest.period.to (%s)".formatted(from, to));
        }
    }

    /** The first New York date, inclusive; {@link LocalDate#MIN} when the period has no beginning. */
    public LocalDate first() {
        return date("from", from, LocalDate.MIN);
    }

    /** The last New York date, inclusive; {@link LocalDate#MAX} when the period has no end. */
    public LocalDate last() {
        return date("to", to, LocalDate.MAX);
    }

    private static LocalDate date(String key, String text, LocalDate otherwise) {
        try {
            return text.isEmpty() ? otherwise : LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "intraday_manifest.period.%s is '%s', which is no date; write it as \"2024-01-31\"".formatted(key,
                            text),
                    e);
        }
    }
}
