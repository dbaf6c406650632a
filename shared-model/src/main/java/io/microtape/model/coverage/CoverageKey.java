package io.microtape.model.coverage;

import io.microtape.model.capture.CaptureState;
import io.microtape.model.capture.Grade;
import io.microtape.model.capture.Tape;
import io.microtape.model.session.Session;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What coverage can be counted by. */
public enum CoverageKey {
    SESSION,
    SYMBOL,
    EVENT_TYPE,
    MONTH,
    DATE,
    /** The session, as runs name it. */
    WAVE,
    TAPE,
    STATE,
    /** Agreement of a complete capture with its event's bar; {@code NONE} for every other. */
    GRADE;

    private static final Pattern MONTHS = Pattern.compile("\\d{4}-\\d{2}");
    private static final Pattern DATES = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    /** The lower-case word in REST parameters, JSON and the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * A value of this key as the ledger writes it, from what somebody typed.
     *
     * @throws IllegalArgumentException when the key has no such value
     */
    public String value(String text) {
        return switch (this) {
            case SESSION, WAVE -> constant(text, Session.values());
            case TAPE -> constant(text, Tape.values());
            case STATE -> constant(text, CaptureState.values());
            case GRADE -> constant(text, Grade.values());
            case MONTH -> shaped(text, MONTHS, "2024-03");
            case DATE -> shaped(text, DATES, "2024-03-08");
            case SYMBOL, EVENT_TYPE -> text;
        };
    }

    private String constant(String text, Enum<?>[] constants) {
        return Arrays.stream(constants).map(Enum::name).filter(name -> name.equalsIgnoreCase(text)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'%s' is no %s; use one of: %s".formatted(text, word(),
                        Arrays.stream(constants).map(Enum::name).map(name -> name.toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", ")))));
    }

    private String shaped(String text, Pattern shape, String example) {
        if (!shape.matcher(text).matches()) {
            throw new IllegalArgumentException("'%s' is no %s; give one such as %s".formatted(text, word(), example));
        }
        return text;
    }
}
