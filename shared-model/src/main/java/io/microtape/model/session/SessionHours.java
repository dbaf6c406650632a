package io.microtape.model.session;

import java.time.LocalTime;

/**
 * The session bounds of one kind of trading day, New York wall clock: premarket from {@code premarketOpen}, regular
 * hours from {@code open} to {@code close}, after hours until {@code afterHoursClose}.
 */
public record SessionHours(LocalTime premarketOpen, LocalTime open, LocalTime close, LocalTime afterHoursClose) {
    public SessionHours {
        if (!premarketOpen.isBefore(open) || !open.isBefore(close) || !close.isBefore(afterHoursClose)) {
            throw new IllegalArgumentException("session hours must rise: %s < %s < %s < %s".formatted(premarketOpen,
                    open, close, afterHoursClose));
        }
    }

    Session at(int secondOfDay) {
        if (secondOfDay < premarketOpen.toSecondOfDay() || secondOfDay >= afterHoursClose.toSecondOfDay()) {
            return Session.CLOSED;
        }
        if (secondOfDay < open.toSecondOfDay()) {
            return Session.PM;
        }
        return secondOfDay < close.toSecondOfDay() ? Session.RTH : Session.AH;
    }
}
