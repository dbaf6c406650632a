package io.microtape.manifest.selection;

import io.microtape.manifest.enrichment.Enrichment;
import io.microtape.model.profile.IntradayManifest;
import java.util.ArrayList;
import java.util.List;

/** Stage 1: whether an event is comparable with others and complete enough to be judged. */
final class QualityRules {
    static final Reason SCORE = reason("score_below_min");
    static final Reason PRICE = reason("price_outside_range");

    private QualityRules() {}

    /** The rules, in the order in which the first failed one names the rejection. */
    static List<Rule> of(IntradayManifest limits, Enrichment enriched, double[] score) {
        List<Rule> rules = new ArrayList<>();
        rules.add(new Rule.SessionAllowed(reason("session_not_allowed"), enriched.session(),
                limits.allowSessions().sessions()));
        rules.add(new Rule.Present(reason("score_missing"), score));
        rules.add(new Rule.AtLeast(SCORE, score,
                SessionLimit.of(enriched.session(), _ -> limits.minEventScore())));
        rules.add(new Rule.Within(PRICE, enriched.vwapMin(), limits.priceMin(),
                limits.priceMax()));
        rules.add(metric("vwap_min", enriched.vwapMin()));
        rules.add(metric("volume", enriched.volume()));
        rules.add(metric("dollar_volume_bar", enriched.dollarVolumeBar()));
        rules.add(metric("spread_proxy", enriched.spreadProxy()));
        if (limits.requireDailyMetrics()) {
            // In this order: a day without a bar of its own lacks both, and the reason to name is the missing history.
            rules.add(new Rule.Present(reason("rvol_day_missing"), enriched.rvolDay()));
            rules.add(metric("dollar_volume_day", enriched.dollarVolumeDay()));
        }
        return rules;
    }

    private static Rule metric(String name, double[] metric) {
        return new Rule.Present(reason("metric_missing:" + name), metric);
    }

    private static Reason reason(String name) {
        return new Reason(Stage.QUALITY, name);
    }
}
