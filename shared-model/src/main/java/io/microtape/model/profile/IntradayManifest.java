package io.microtape.model.profile;

import io.microtape.model.session.Session;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which events may enter a manifest and how many.
 *
 * @param maxEvents           most events in the manifest, [1, 10,000,000]
 * @param maxPerSymbol        most events of one symbol
 * @param maxPerSymbolDay     most events of one symbol on one New York date
 * @param maxPerSymbolMonth   most events of one symbol in one New York month
 * @param minEventScore       lowest score kept; a percentile rank in [0, 1] unless normalisation is off
 * @param priceMin            lowest bar price kept, USD
 * @param priceMax            highest bar price kept, USD
 * @param requireDailyMetrics whether an event without daily metrics is rejected
 */
public record IntradayManifest(int maxEvents, int maxPerSymbol, int maxPerSymbolDay, int maxPerSymbolMonth,
        double minEventScore, double priceMin, double priceMax, boolean requireDailyMetrics,
        AllowSessions allowSessions, ScoreNormalization scoreNormalization) {

    public IntradayManifest {
        Limits.inRange("intraday_manifest.max_events", maxEvents, 1, 10_000_000);
        Limits.inRange("intraday_manifest.max_per_symbol", maxPerSymbol, 1, 10_000_000);
        Limits.inRange("intraday_manifest.max_per_symbol_day", maxPerSymbolDay, 1, 10_000_000);
        Limits.inRange("intraday_manifest.max_per_symbol_month", maxPerSymbolMonth, 1, 10_000_000);
        if (scoreNormalization == ScoreNormalization.PERCENTILE_RANK) {
            Limits.inRange("intraday_manifest.min_event_score", minEventScore, 0, 1);
        }
        Limits.inRange("intraday_manifest.price_min", priceMin, 0, 1e6);
        Limits.inRange("intraday_manifest.price_max", priceMax, 0, 1e6);
        Limits.ordered("intraday_manifest.price_min", priceMin, "intraday_manifest.price_max", priceMax);
    }

    /** Which sessions may give events. */
    public record AllowSessions(boolean premarket, boolean rth, boolean afterhours) {
        public Set<Session> sessions() {
            Set<Session> allowed = EnumSet.noneOf(Session.class);
            if (premarket) {
                allowed.add(Session.PM);
            }
            if (rth) {
                allowed.add(Session.RTH);
            }
            if (afterhours) {
                allowed.add(Session.AH);
            }
            return allowed;
        }
    }

    /** How raw scores become comparable across event types. */
    public enum ScoreNormalization {
        /** Percentile rank inside (event type, session). */
        PERCENTILE_RANK,
        /** Raw scores as they came. */
        NONE
    }
}
