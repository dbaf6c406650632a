package io.microtape.runtime.rows;

import io.microtape.runtime.table.Column;
import java.time.LocalDate;

/** Values as text: RFC 3339 in UTC with nine digits of the second, ISO dates, doubles by their shortest exact form. */
final class ValueText {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long SECONDS_PER_DAY = 86_400;
    private static final int NANO_DIGITS = 9;

    private ValueText() {}

    /** The text of a number's meaning; null for plain numbers, which stay numbers. */
    static String of(Column.Longs column, int row) {
        return switch (column.kind()) {
            case TIMESTAMP_NANOS -> instant(column.values()[row]);
            case DATE -> LocalDate.ofEpochDay(column.values()[row]).toString();
            case INT64, INT32 -> null;
        };
    }

    static String instant(long epochNanos) {
        long second = Math.floorDiv(epochNanos, NANOS_PER_SECOND);
        int secondOfDay = (int) Math.floorMod(second, SECONDS_PER_DAY);
        var text = new StringBuilder(30).append(LocalDate.ofEpochDay(Math.floorDiv(second, SECONDS_PER_DAY)));
        digits(text.append('T'), secondOfDay / 3600, 2);
        digits(text.append(':'), secondOfDay / 60 % 60, 2);
        digits(text.append(':'), secondOfDay % 60, 2);
        digits(text.append('.'), (int) Math.floorMod(epochNanos, NANOS_PER_SECOND), NANO_DIGITS);
        return text.append('Z').toString();
    }

    private static void digits(StringBuilder text, int value, int width) {
        String digits = Integer.toString(value);
        text.repeat('0', width - digits.length()).append(digits);
    }
}
