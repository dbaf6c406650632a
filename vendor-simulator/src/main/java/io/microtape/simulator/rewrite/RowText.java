package io.microtape.simulator.rewrite;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and edits the JSON text of one row: a flat object of numbers, texts and lists of numbers. */
final class RowText {
    private static final String SIP = "sip_timestamp";

    private RowText() {}

    /** The row with one more field at its end. */
    static String with(String row, String field) {
        return row.substring(0, row.length() - 1) + "," + field + "}";
    }

    static boolean has(String row, String name) {
        return row.contains("\"%s\":".formatted(name));
    }

    /** A field that is a number, as it is written. */
    static Optional<String> number(String row, String name) {
        Matcher field = Pattern.compile("\"%s\":([-0-9.Ee+]+)".formatted(name)).matcher(row);
        return field.find() ? Optional.of(field.group(1)) : Optional.empty();
    }

    /** Epoch nanoseconds; every row has them. */
    static long sip(String row) {
        return Long.parseLong(number(row, SIP).orElseThrow());
    }

    static String withSip(String row, String json) {
        return row.replaceFirst("\"%s\":\\d+".formatted(SIP), "\"%s\":%s".formatted(SIP, json));
    }
}
