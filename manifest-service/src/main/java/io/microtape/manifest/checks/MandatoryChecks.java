package io.microtape.manifest.checks;

import static io.microtape.manifest.checks.Weighing.remarked;

import io.microtape.runtime.cost.CaptureEstimate;
import io.microtape.model.manifest.Check;
import io.microtape.model.manifest.Check.Weight;
import io.microtape.model.profile.Checks;
import io.microtape.model.profile.IntradayManifest.ScoreNormalization;
import io.microtape.model.profile.Profile;
import io.microtape.model.session.Session;
import java.util.List;

/**
 * The thirteen questions that a manifest must pass before anyone pays for it. Bands include both ends; the share of the
 * busiest symbols, storage and time must stay below their limits. A figure that an empty manifest does not have fails.
 */
public final class MandatoryChecks {
    private static final int BUSIEST = 20;

    private final Weighing mandatory = new Weighing(Weight.MANDATORY);
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
        return List.of(
                mandatory.within("total_events", manifest.events(), "events", limits.eventsMin(), limits.eventsMax()),
                mandatory.atLeast("symbols", manifest.bySymbol().size(), "symbols", limits.symbolsMin()),
                score(manifest.typical().scoreMedian()),
                ofDays(mandatory.atLeast("rvol_day_median", manifest.typical().rvolMedian(), "ratio",
                        limits.rvolMedianMin())),
                mandatory.below("top20_symbol_share", manifest.busiestSymbolsPct(BUSIEST), "percent",
                        limits.top20ShareMax()),
                share("pm_share", manifest.sessionPct(Session.PM), limits.pm()),
                share("rth_share", manifest.sessionPct(Session.RTH), limits.rth()),
                share("ah_share", manifest.sessionPct(Session.AH), limits.ah()),
                remarked(mandatory.below("storage_p90", estimate.storageGbP90(), "GB", limits.storageGbP90Max()),
                        storage),
                remarked(mandatory.below("time_p90", estimate.daysP90(), "days", limits.daysP90Max()), time),
                mandatory.none("key_metrics_complete", keyMetricsMissing(manifest.missing()), "missing values"),
                ofDays(mandatory.none("rvol_day_present", manifest.missing().rvol(), "events without rvol_day")),
                remarked(mandatory.none("reproducibility", reproducibility.missing().size(), "missing facts"),
                        String.join(", ", reproducibility.missing())));
    }

    /** A raw score has no scale on which a median could be good or bad. */
    private Check score(double median) {
        Check check = mandatory.atLeast("score_median", median, "percentile rank", limits.scoreMedianMin());
        return normalization == ScoreNormalization.PERCENTILE_RANK
                ? check
                : Weighing.meaningless(check,
                        "scores are not normalised; set score_normalization to percentile_rank");
    }

    private Check ofDays(Check check) {
        return barsGiven ? check : Weighing.skipped(check, "no daily bars were given");
    }

    private int keyMetricsMissing(Missing missing) {
        return missing.barMetrics() + (barsGiven ? missing.dayMetrics() : 0);
    }

    private Check share(String name, double pct, Checks.Band band) {
        return mandatory.within(name, pct, "percent", band.min(), band.max());
    }
}
