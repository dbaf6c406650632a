package io.microtape.manifest.enrichment;

import io.microtape.manifest.bars.DailyBars;
import io.microtape.manifest.bars.DayMetrics;
import io.microtape.manifest.bars.MinuteBars;
import io.microtape.manifest.events.EventTable;
import io.microtape.manifest.input.Timestamps;
import io.microtape.model.session.MarketCalendar;
import io.microtape.model.session.NewYorkTime;
import io.microtape.model.session.Session;

/**
 * What is computed for every event, one array a column, row by row beside the {@link EventTable}. A metric that is not a
 * finite number of at least zero is missing and NaN: a bar whose high is below its low has no spread. Arrays are shared,
 * not copied: treat them as read-only.
 *
 * @param session             by the market calendar; {@code CLOSED} where there is no instant
 * @param epochDay            New York date, days since 1970-01-01
 * @param vwapMin             as given, else that of the minute bar, else {@code (high + low + close) / 3}; USD, above zero
 * @param dollarVolumeBar     {@code volume * vwapMin}, USD
 * @param spreadProxy         {@code (high - low) / vwapMin}, a fraction
 * @param volume              shares traded in the event minute
 * @param spikeX              as given, else by the minute bars, see {@link MinuteBars#spike}
 * @param dollarVolumeDay     day volume times day VWAP, USD
 * @param rvolDay             {@code dollarVolumeDay} over the mean of the 20 sessions strictly before
 * @param shortSaleRestricted see {@link DayMetrics}
 */
public record Enrichment(Session[] session, int[] epochDay, double[] vwapMin, double[] dollarVolumeBar,
        double[] spreadProxy, double[] volume, double[] spikeX, double[] dollarVolumeDay, double[] rvolDay,
        byte[] shortSaleRestricted,
        SessionLabels sessionLabels) {
    /** Changes whenever a definition here does; written into every manifest. */
    public static final String VERSION = "1";

    /** Computes all columns. */
    public static Enrichment of(EventTable events, MarketCalendar calendar, DailyBars dailyBars,
            MinuteBars minuteBars) {
        int rows = events.rows();
        Session[] session = new Session[rows];
        int[] epochDay = new int[rows];
        var clock = new SessionClock(calendar);
        for (int row = 0; row < rows; row++) {
            long instant = events.timestamp()[row];
            boolean known = instant != Timestamps.MISSING;
            epochDay[row] = known ? NewYorkTime.epochDay(instant) : 0;
            session[row] = known ? clock.sessionAt(instant, epochDay[row]) : Session.CLOSED;
        }
        EventMinutes minutes = EventMinutes.of(events, minuteBars);
        double[] vwapMin = new double[rows];
        double[] dollarVolumeBar = new double[rows];
        double[] spreadProxy = new double[rows];
        double[] volume = new double[rows];
        for (int row = 0; row < rows; row++) {
            vwapMin[row] = vwap(events, minutes, row);
            volume[row] = measured(events.volume()[row]);
            dollarVolumeBar[row] = measured(volume[row] * vwapMin[row]);
            spreadProxy[row] = measured((events.high()[row] - events.low()[row]) / vwapMin[row]);
        }
        EventDays days = EventDays.of(events, epochDay, dailyBars);
        return new Enrichment(session, epochDay, vwapMin, dollarVolumeBar, spreadProxy, volume, minutes.spikeX(),
                days.dollarVolume(), days.rvol(), days.shortSaleRestricted(), SessionLabels.compare(events, session));
    }

    private static double vwap(EventTable events, EventMinutes minutes, int row) {
        double given = minutes.vwap()[row];
        double vwap = Double.isNaN(given) ? (events.high()[row] + events.low()[row] + events.close()[row]) / 3 : given;
        return vwap > 0 ? measured(vwap) : Double.NaN;
    }

    private static double measured(double value) {
        return value >= 0 && value < Double.POSITIVE_INFINITY ? value : Double.NaN;
    }
}
