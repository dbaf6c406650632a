package io.microtape.manifest.selection;

import io.microtape.manifest.enrichment.Enrichment;
import io.microtape.manifest.events.EventTable;
import io.microtape.model.profile.IntradayManifest.ScoreNormalization;
import io.microtape.model.profile.Profile;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Selects the events worth paying for. Start reading here: the stages follow one another below. The result depends on the
 * events as a set and on the profile, not on the order of rows or files, the clock, the locale or the time zone.
 */
public final class Selector {
    /** Changes whenever the same events and profile would give another selection; written into every manifest. */
    public static final String RECIPE_VERSION = "1";

    private final Profile profile;

    public Selector(Profile profile) {
        this.profile = profile;
    }

    /** Decides about every event. */
    public Selection select(EventTable events, Enrichment enriched) {
        var decisions = new Decisions(events.rows());
        int[] candidates = new Integrity(events, enriched.session(), decisions).survivors();
        double[] score = score(candidates, events, enriched);
        int[] rows = thresholds(candidates, enriched, score, decisions);
        rows = TotalOrder.sorted(rows, events, enriched, score);
        var groups = new Groups(events, enriched);
        rows = new DiversityCaps(profile.intradayManifest(), groups, decisions).survivors(rows);
        BitSet coverage = bestOfEachSymbol(rows, groups);
        rows = GlobalCap.survivors(rows, coverage, profile.intradayManifest().maxEvents(), decisions);
        return new Selection(events, enriched, score, candidates, rows, coverage, decisions);
    }

    /** The ranked population is what survives stage 0: each event once, at a time when something trades. */
    private double[] score(int[] candidates, EventTable events, Enrichment enriched) {
        if (profile.intradayManifest().scoreNormalization() == ScoreNormalization.NONE) {
            return events.score();
        }
        return PercentileRank.of(candidates, events.score(), new Groups(events, enriched)::typeAndSession);
    }

    /** Both threshold stages at once, so that a rejection knows what it would also fail in the later one. */
    private int[] thresholds(int[] rows, Enrichment enriched, double[] score, Decisions decisions) {
        List<Rule> rules = new ArrayList<>(QualityRules.of(profile.intradayManifest(), enriched, score));
        rules.addAll(LiquidityRules.of(profile.liquidityFilters(), enriched));
        return Thresholds.apply(rules, rows, decisions);
    }

    private static BitSet bestOfEachSymbol(int[] ordered, Groups groups) {
        int[] ranks = Groups.ranks(ordered, groups::symbol);
        var best = new BitSet();
        for (int i = 0; i < ordered.length; i++) {
            best.set(ordered[i], ranks[i] == 1);
        }
        return best;
    }
}
