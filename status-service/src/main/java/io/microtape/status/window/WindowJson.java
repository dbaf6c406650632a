package io.microtape.status.window;

import io.microtape.model.capture.CaptureState;
import io.microtape.model.session.MarketCalendar;
import io.microtape.model.session.NewYorkTime;
import io.microtape.model.session.Session;
import io.microtape.model.session.SessionHours;
import io.microtape.runtime.lake.Lake;
import io.microtape.runtime.ledger.WindowRecords.WindowCapture;
import io.microtape.status.http.CaptureJson;
import io.microtape.status.http.EventJson;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.function.Function;

/**
 * A window as the API answers it. Bounds are those that were asked for; where its captures were asked for with different
 * ones, the widest.
 *
 * @param event    what the event said of its minute
 * @param captures its tapes, trades before quotes
 * @param sessions the hours of its date; empty when the exchanges are closed
 * @param readers  one for each capture that is complete
 */
record WindowJson(String windowId, String symbol, String session, String dateEt, long eventAtNs, String eventAt,
        long windowFromNs, String windowFrom, long windowToNs, String windowTo, EventJson event,
        List<CaptureJson> captures,
        List<Hours> sessions, List<Readers> readers) {

    /** From when to when a session lasts, the end not included. */
    record Hours(Session session, long fromNs, String from, long toNs, String to) {
        static Hours of(Session session, LocalDate date, LocalTime from, LocalTime to) {
            long first = NewYorkTime.epochNanos(date.atTime(from));
            long after = NewYorkTime.epochNanos(date.atTime(to));
            return new Hours(session, first, iso(first), after, iso(after));
        }
    }

    /** A window from its captures, of which there is at least one. */
    static WindowJson of(List<WindowCapture> window, Function<WindowCapture, CaptureJson> json, Lake lake,
            MarketCalendar calendar) {
        var first = window.getFirst().capture();
        var spec = first.spec();
        long from = window.stream().mapToLong(member -> member.capture().spec().windowFrom()).min().orElseThrow();
        long to = window.stream().mapToLong(member -> member.capture().spec().windowTo()).max().orElseThrow();
        return new WindowJson(spec.windowId().value(), spec.symbol(), first.session(), first.dateEt(), spec.eventAt(),
                iso(spec.eventAt()), from, iso(from), to, iso(to), EventJson.of(window.getFirst().bar()),
                window.stream().map(json).toList(), hours(LocalDate.parse(first.dateEt()), calendar),
                window.stream().map(WindowCapture::capture)
                        .filter(capture -> capture.state() == CaptureState.COMPLETE)
                        .map(capture -> Readers.of(capture, lake)).toList());
    }

    private static List<Hours> hours(LocalDate date, MarketCalendar calendar) {
        if (!calendar.isTradingDay(date)) {
            return List.of();
        }
        SessionHours hours = calendar.hours(date);
        return List.of(Hours.of(Session.PM, date, hours.premarketOpen(), hours.open()),
                Hours.of(Session.RTH, date, hours.open(), hours.close()),
                Hours.of(Session.AH, date, hours.close(), hours.afterHoursClose()));
    }

    private static String iso(long epochNanos) {
        return Instant.ofEpochSecond(0, epochNanos).toString();
    }
}
