package io.microtape.model.profile;

import io.microtape.model.session.Session;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which events may enter a manifest and how many.
 *
 * @param maxEvents           most events in the manifest, [1, 10,000,000]
 * @param minEvents           fewest before the short session's thresholds are relaxed; 0 is 80 % of {@code maxEvents}
 * @param maxPerSymbol        most events of one symbol
 * @param maxPerSymbolDay     most events of one symbol on one New York date
 * @param maxPerSymbolMonth   most events of one symbol in one New York month
 * @param minEventScore       lowest score kept; a percentile rank in [0, 1] unless normalisation is off
 * @param priceMin            lowest bar price kept, USD
 * @param priceMax            highest bar price kept, USD
 * @param requireDailyMetrics whether an event without daily metrics is rejected
 * @param priorityEventTypes  types that come first with {@link Ordering#TYPE_PRIORITY}, in this order
 * @param carryColumns        columns of the input that travel to the manifest untouched
 * @param sessionQuotas       shares of the sessions {@code PM}, {@code RTH} and {@code AH}
 * @param enforceQuotas       whether the quotas decide, or are only reported
 * @param ensureTimeBuckets   shares by part of the New York day; those in regular hours divide that session's events
 * @param enforceTimeBuckets  whether the buckets decide, or are only reported
 */
public record IntradayManifest(int maxEvents, int minEvents, int maxPerSymbol, int maxPerSymbolDay,
        int maxPerSymbolMonth, double minEventScore, double priceMin, double priceMax, boolean requireDailyMetrics,
        AllowSessions allowSessions, ScoreNormalization scoreNormalization, Ordering ordering,
        List<String> priorityEventTypes, Period period, List<String> carryColumns,
        Map<Session, SessionQuota> sessionQuotas, boolean enforceQuotas, Map<String, Double> ensureTimeBuckets,
        boolean enforceTimeBuckets) {
    private static final String BLOCK = "intraday_manifest.";
    private static final double MIN_PART_OF_MAX = 0.8;
    private static final Set<Session> QUOTA_SESSIONS = EnumSet.of(Session.PM, Session.RTH, Session.AH);
    /** Shares are decimal fractions: their sum may be off by what doubles cannot hold. */
    private static final double ROUNDING = 1e-9;

    public IntradayManifest {
        Limits.inRange(BLOCK + "max_events", maxEvents, 1, 10_000_000);
        Limits.inRange(BLOCK + "min_events", minEvents, 0, maxEvents);
        Limits.inRange(BLOCK + "max_per_symbol", maxPerSymbol, 1, 10_000_000);
        Limits.inRange(BLOCK + "max_per_symbol_day", maxPerSymbolDay, 1, 10_000_000);
        Limits.inRange(BLOCK + "max_per_symbol_month", maxPerSymbolMonth, 1, 10_000_000);
        if (scoreNormalization == ScoreNormalization.PERCENTILE_RANK) {
            Limits.inRange(BLOCK + "min_event_score", minEventScore, 0, 1);
        } else if (!Double.isFinite(minEventScore)) {
            // No score is below NaN: the rule would let everything through without a word.
            throw new IllegalArgumentException(
                    "%smin_event_score is %s; write a number on the scale of the scores".formatted(BLOCK,
                            minEventScore));
        }
        Limits.inRange(BLOCK + "price_min", priceMin, 0, 1e6);
        Limits.inRange(BLOCK + "price_max", priceMax, 0, 1e6);
        Limits.ordered(BLOCK + "price_min", priceMin, BLOCK + "price_max", priceMax);
        refuseRepeated("priority_event_types", priorityEventTypes);
        refuseRepeated("carry_columns", carryColumns);
        checkQuotas(sessionQuotas);
        checkBuckets(buckets(ensureTimeBuckets));
        priorityEventTypes = List.copyOf(priorityEventTypes);
        carryColumns = List.copyOf(carryColumns);
        sessionQuotas = Map.copyOf(sessionQuotas);
        ensureTimeBuckets = Map.copyOf(ensureTimeBuckets);
    }

    /** Fewest events before thresholds are relaxed, in [1, {@code maxEvents}]. */
    public int fewestEvents() {
        return fewestEvents(maxEvents);
    }

    /** What {@link #fewestEvents()} would be if {@code maxEvents} were {@code most}. */
    public int fewestEvents(int most) {
        return minEvents > 0 ? minEvents : Math.max(1, (int) Math.ceil(MIN_PART_OF_MAX * most));
    }

    /** The configured parts of the day, earliest first; they do not overlap, and none lies in two sessions. */
    public List<TimeBucket> timeBuckets() {
        return buckets(ensureTimeBuckets);
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

    /** What comes first in the total order. */
    public enum Ordering {
        /** The score. */
        SCORE,
        /** The configured event types, then the score. */
        TYPE_PRIORITY
    }

    private static List<TimeBucket> buckets(Map<String, Double> configured) {
        return configured.entrySet().stream().map(TimeBucket::of).sorted(Comparator.comparing(TimeBucket::from))
                .toList();
    }

    private static void refuseRepeated(String key, List<String> names) {
        if (names.stream().anyMatch(String::isBlank) || new HashSet<>(names).size() < names.size()) {
            throw new IllegalArgumentException(
                    "%s%s is %s; name each one once, and none empty".formatted(BLOCK, key, names));
        }
    }

    private static void checkQuotas(Map<Session, SessionQuota> quotas) {
        if (!quotas.keySet().equals(QUOTA_SESSIONS)) {
            throw new IllegalArgumentException("%ssession_quotas names %s; it takes PM, RTH and AH".formatted(BLOCK,
                    quotas.keySet()));
        }
        double least = quotas.values().stream().mapToDouble(SessionQuota::min).sum();
        double most = quotas.values().stream().mapToDouble(SessionQuota::max).sum();
        if (least > 1 + ROUNDING || most < 1 - ROUNDING) {
            throw new IllegalArgumentException(
                    ("%ssession_quotas: the least shares add up to %s and the most to %s; no manifest holds them, "
                            + "let min add up to at most 1 and max to at least 1").formatted(BLOCK, least, most));
        }
    }

    private static void checkBuckets(List<TimeBucket> buckets) {
        buckets.stream().filter(bucket -> bucket.crosses(TimeBucket.OPEN) || bucket.crosses(TimeBucket.CLOSE))
                .findFirst()
                .ifPresent(bucket -> {
                    throw new IllegalArgumentException(
                            "%sensure_time_buckets.%s lies in two sessions; split it at %s".formatted(BLOCK,
                                    bucket.name(),
                                    bucket.crosses(TimeBucket.OPEN) ? TimeBucket.OPEN : TimeBucket.CLOSE));
                });
        for (int i = 1; i < buckets.size(); i++) {
            if (buckets.get(i).from().isBefore(buckets.get(i - 1).to())) {
                throw new IllegalArgumentException("%sensure_time_buckets: %s and %s overlap".formatted(BLOCK,
                        buckets.get(i - 1).name(), buckets.get(i).name()));
            }
        }
        double shares = buckets.stream().mapToDouble(TimeBucket::share).sum();
        if (shares > 1 + ROUNDING) {
            throw new IllegalArgumentException(
                    "%sensure_time_buckets: the shares add up to %s, allowed is at most 1".formatted(BLOCK, shares));
        }
    }
}
