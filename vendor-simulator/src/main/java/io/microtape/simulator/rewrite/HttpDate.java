package io.microtape.simulator.rewrite;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Dates as HTTP headers have them (RFC 9110, 5.6.7), always with two digits for the day. */
public final class HttpDate {
    private static final DateTimeFormatter FORMAT = DateTimeFormatter
            .ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US).withZone(ZoneOffset.UTC);

    private HttpDate() {}

    /** Such as {@code Tue, 05 Mar 2024 14:30:00 GMT}; what is below a second is left out. */
    public static String of(Instant instant) {
        return FORMAT.format(instant);
    }
}
