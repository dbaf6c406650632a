package io.microtape.manifest.checks;

import io.microtape.manifest.estimate.CaptureEstimate;
import io.microtape.model.manifest.Check;
import io.microtape.model.manifest.Check.Outcome;
import io.microtape.model.manifest.Check.Weight;
import io.microtape.model.profile.Checks;
import io.microtape.model.profile.IntradayManifest.ScoreNormalization;
import io.microtape.model.profile.Profile;
import io.microtape.model.session.Session;
import java.util.List;
import java.util.Locale;

/**
 * The thirteen questions that a manifest must pass before anyone pays for it. Bands include both ends; the share of the
 * busiest symbols, storage and time must stay below their limits. A figure that an empty manifest does not have fails.
 */
public final class MandatoryChecks {
    private static final int BUSIEST = 20;

    private final Checks limits;
    private final ScoreNormalization normalization;
    private final boolean barsGiven;

    /**
     * @param barsGiven whether daily bars were among the inputs; without them nothing can be said about a day
     */
    public MandatoryChecks(Profile profile, boolean barsGiven) {
        this.limits = profile.checks();
        this.normalization = profile.intradayManifest().scoreNormalization();
        this.barsGiven = barsGiven;
    }

    /** The answers, always thirteen, in a fixed order. */
    public List<Check> of(Statistics manifest, CaptureEstimate estimate, Reproducibility reproducibility) {
        String storage = "estimate: " + estimate.total().bytes().origin();
        String time = "estimate: " + estimate.total().hours().origin();
        return List.of(within("total_events", manifest.events(), "events", limits.eventsMin(), limits.eventsMax()),
                atLeast("symbols", manifest.bySymbol().size(), "symbols", limits.symbolsMin()),
                score(manifest.scoreMedian()),
                ofDays(atLeast("rvol_day_median", manifest.rvolMedian(), "ratio", limits.rvolMedianMin())),
                below("top20_symbol_share", manifest.busiestSymbolsPct(BUSIEST), "percent", limits.top20ShareMax(), ""),
                share("pm_share", manifest.sessionPct(Session.PM), limits.pm()),
                share("rth_share", manifest.sessionPct(Session.RTH), limits.rth()),
                share("ah_share", manifest.sessionPct(Session.AH), limits.ah()),
                below("storage_p90", estimate.storageGbP90(), "GB", limits.storageGbP90Max(), storage),
                below("time_p90", estimate.daysP90(), "days", limits.daysP90Max(), time),
                none("key_metrics_complete", keyMetricsMissing(manifest), "missing values", ""),
                ofDays(none("rvol_day_present", manifest.missingRvol(), "events without rvol_day", "")),
                none("reproducibility", reproducibility.missing().size(), "missing facts",
                        String.join(", ", reproducibility.missing())));
    }

    /** A raw score has no scale on which a median could be good or bad. */
    private Check score(double median) {
        Check check = atLeast("score_median", median, "percentile rank", limits.scoreMedianMin());
        return normalization == ScoreNormalization.PERCENTILE_RANK
                ? check
                : changed(check, Outcome.ERROR,
                        "scores are not normalised; set score_normalization to percentile_rank");
    }

    private Check ofDays(Check check) {
        return barsGiven ? check : changed(check, Outcome.SKIPPED, "no daily bars were given");
    }

    private int keyMetricsMissing(Statistics manifest) {
        return manifest.missingBarMetrics() + (barsGiven ? manifest.missingDayMetrics() : 0);
    }

    private static Check share(String name, double pct, Checks.Band band) {
        return within(name, pct, "percent", band.min(), band.max());
    }

    private static Check within(String name, double value, String unit, double min, double max) {
        return check(name, value, unit, "%s to %s".formatted(plain(min), plain(max)), value >= min && value <= max, "");
    }

    private static Check atLeast(String name, double value, String unit, double min) {
        return check(name, value, unit, "at least " + plain(min), value >= min, "");
    }

    private static Check below(String name, double value, String unit, double limit, String detail) {
        return check(name, value, unit, "below " + plain(limit), value < limit, detail);
    }

    private static Check none(String name, int count, String unit, String detail) {
        return check(name, count, unit, "none", count == 0, detail);
    }

    private static Check check(String name, double value, String unit, String threshold, boolean passed,
            String detail) {
        return new Check(name, Weight.MANDATORY, Double.isNaN(value) ? null : value, unit, threshold,
                passed ? Outcome.PASS : Outcome.FAIL, Double.isNaN(value) ? "there is nothing to measure" : detail);
    }

    private static Check changed(Check check, Outcome outcome, String detail) {
        return new Check(check.name(), check.weight(), outcome == Outcome.SKIPPED ? null : check.value(), check.unit(),
                check.threshold(), outcome, detail);
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? String.format(Locale.ROOT, "%,.0f", value) : Double.toString(value);
    }
}
