package io.microtape.manifest.checks;

import static io.microtape.manifest.checks.Weighing.remarked;

import io.microtape.manifest.enrichment.SessionLabels;
import io.microtape.model.manifest.Check;
import io.microtape.model.manifest.Check.Weight;
import io.microtape.model.profile.Profile;
import io.microtape.model.profile.RecommendedThresholds;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.List;

/**
 * The nine questions whose failure is a warning: is the manifest broad enough to be learnt from? Limits include both ends.
 * A figure that an empty manifest does not have fails.
 */
public final class RecommendedChecks {
    private static final double PERCENT = 100;

    private final Weighing recommended = new Weighing(Weight.RECOMMENDED);
    private final RecommendedThresholds limits;
    private final boolean flagsAsked;
    private final boolean barsGiven;

    /**
     * @param barsGiven whether daily bars were among the inputs; without them nothing can be said about a day
     */
    public RecommendedChecks(Profile profile, boolean barsGiven) {
        this.limits = profile.checks().recommended();
        this.flagsAsked = profile.liquidityFilters().ssrHeuristic().enable();
        this.barsGiven = barsGiven;
    }

    /** The answers, always nine, in a fixed order. */
    public List<Check> of(Statistics manifest, SessionLabels labels) {
        return List.of(largestType(manifest), smallestType(manifest),
                recommended.atLeast("months_covered", manifest.monthsCovered(), "months", limits.monthsMin()),
                busiestDay(manifest),
                recommended.atLeast("dollar_volume_bar_median", manifest.typical().dollarVolumeBarMedian(), "USD",
                        limits.dollarVolumeBarMedianMin()),
                recommended.atMost("spread_median", manifest.typical().spreadPctMedian(), "percent",
                        limits.spreadMedianMax()),
                recommended.within("price_mean", manifest.typical().priceMean(), "USD", limits.priceMeanMin(),
                        limits.priceMeanMax()),
                flags(manifest.missing()), labels(labels));
    }

    private Check largestType(Statistics manifest) {
        var largest = type(manifest, Comparator.reverseOrder());
        return remarked(recommended.atMost("largest_type_share", pct(largest), "percent", limits.typeShareMax()),
                name(largest));
    }

    private Check smallestType(Statistics manifest) {
        var smallest = type(manifest, Comparator.naturalOrder());
        return remarked(recommended.atLeast("smallest_type_share", pct(smallest), "percent", limits.typeShareMin()),
                name(smallest));
    }

    /** The first type by its share of the manifest, then by name; a type of the input that gave no event has none. */
    private static Optional<Map.Entry<String, Tally>> type(Statistics manifest, Comparator<Double> order) {
        return manifest.events() == 0
                ? Optional.empty()
                : manifest.byEventType().entrySet().stream()
                        .min(Comparator.comparing(type -> type.getValue().selectedPct(), order));
    }

    private static double pct(Optional<Map.Entry<String, Tally>> type) {
        return type.map(found -> found.getValue().selectedPct()).orElse(Double.NaN);
    }

    private static String name(Optional<Map.Entry<String, Tally>> type) {
        return type.map(Map.Entry::getKey).orElse("");
    }

    private Check busiestDay(Statistics manifest) {
        var busiest = manifest.byDay().stream().findFirst();
        return remarked(
                recommended.atMost("busiest_day_share", busiest.map(DayShare::pct).orElse(Double.NaN), "percent",
                        limits.dayShareMax()),
                busiest.map(day -> day.date().toString()).orElse(""));
    }

    private Check flags(Missing missing) {
        Check check = recommended.none("ssr_flags_present", missing.shortSaleRestriction(), "events without a flag");
        if (!flagsAsked) {
            return Weighing.skipped(check, "liquidity_filters.ssr_heuristic.enable is false");
        }
        return barsGiven ? check : Weighing.skipped(check, "no daily bars were given");
    }

    private Check labels(SessionLabels labels) {
        Check check = recommended.atMost("session_label_disagreement", labels.shareCorrected() * PERCENT, "percent",
                limits.labelDisagreementMax());
        return labels.rowsWithLabel() == 0
                ? Weighing.skipped(check, "the events carry no session labels")
                : remarked(check, "of the input; corrected in the manifest");
    }
}
