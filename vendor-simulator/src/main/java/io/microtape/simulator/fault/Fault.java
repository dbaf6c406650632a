package io.microtape.simulator.fault;

import io.microtape.simulator.fault.Effect.Answered;
import io.microtape.simulator.fault.Effect.BodyCut;
import io.microtape.simulator.fault.Effect.ConnectionClosed;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The catalogue of what can go wrong on purpose. The order of the constants is part of every {@link FaultPlan}. */
public enum Fault {
    /** 429 in the vendor's words, without a hint when to come back. */
    RATE_LIMITED,
    /** 429 with {@code Retry-After: 1}. */
    RATE_LIMITED_RETRY_AFTER,
    /** 500 with an HTML page of the proxy in front. */
    SERVER_ERROR,
    /** 503 with an HTML page of the proxy in front. */
    UNAVAILABLE,
    /** The right answer, but the connection ends after half of the promised bytes. */
    BODY_CUT,
    /** The connection ends before the first byte of an answer. */
    RESET;

    private static final String JSON = "application/json";
    private static final String HTML = "text/html";

    /** What it does to an answer. */
    public Effect effect() {
        return switch (this) {
            case RATE_LIMITED -> new Answered(429, JSON, Bodies.TOO_MANY, Map.of());
            case RATE_LIMITED_RETRY_AFTER -> new Answered(429, JSON, Bodies.TOO_MANY, Map.of("Retry-After", "1"));
            case SERVER_ERROR -> new Answered(500, HTML, Bodies.html("500 Internal Server Error"), Map.of());
            case UNAVAILABLE -> new Answered(503, HTML, Bodies.html("503 Service Temporarily Unavailable"), Map.of());
            case BODY_CUT -> new BodyCut();
            case RESET -> new ConnectionClosed();
        };
    }

    /** Its name in plans and reports, such as {@code body_cut}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The fault of this name.
     *
     * @throws IllegalArgumentException for a name that is not in the catalogue
     */
    public static Fault named(String word) {
        return Arrays.stream(values()).filter(fault -> fault.word().equals(word)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'%s' is no fault; there are %s".formatted(word,
                        Arrays.stream(values()).map(Fault::word).collect(Collectors.joining(", ")))));
    }
}
