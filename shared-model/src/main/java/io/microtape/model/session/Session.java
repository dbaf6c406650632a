package io.microtape.model.session;

/**
 * The part of a US equity trading day that an instant falls into, in America/New_York: {@code PM} 04:00-09:30,
 * {@code RTH} 09:30-16:00, {@code AH} 16:00-20:00, each half-open; every other instant is {@code CLOSED}.
 * {@link MarketCalendar} knows the days on which these hours differ.
 */
public enum Session {
    PM, RTH, AH, CLOSED
}
