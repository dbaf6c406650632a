package io.microtape.manifest.selection;

import io.microtape.manifest.enrichment.Enrichment;
import io.microtape.manifest.events.EventTable;
import io.microtape.manifest.selection.Balance.Choice;
import io.microtape.manifest.selection.DiversityCaps.Caps;
import io.microtape.manifest.selection.Selection.Stages;
import io.microtape.model.profile.IntradayManifest;
import io.microtape.model.profile.IntradayManifest.ScoreNormalization;
import io.microtape.model.profile.Profile;
import java.util.ArrayList;
import java.util.List;

/**
 * Selects the events worth paying for. Start reading here: the stages follow one another below. The result depends on the
 * events as a set and on the profile, not on the order of rows or files, the clock, the locale or the time zone.
 */
public final class Selector {
    /** Changes whenever the same events and profile would give another selection; written into every manifest. */
    public static final String RECIPE_VERSION = "1";

    private final Profile profile;
    private final IntradayManifest limits;

    public Selector(Profile profile) {
        this.profile = profile;
        this.limits = profile.intradayManifest();
    }

    /** Decides about every event. */
    public Selection select(EventTable events, Enrichment enriched) {
        return select(events, enriched, Kept.NONE);
    }

    /** Decides about every event but those that are kept. */
    public Selection select(EventTable events, Enrichment enriched, Kept kept) {
        var groups = new Groups(events, enriched);
        var decisions = new Decisions(events.rows());
        var integrity = new Integrity(events, enriched, limits.period(), kept, decisions);
        int[] candidates = integrity.survivors();
        double[] score = score(integrity.ranked(candidates), events, groups, kept);
        Screening screening = screen(candidates, events, enriched, score, kept, decisions);

        var caps = new DiversityCaps(groups, kept);
        int[] strict = caps.survivors(screening.passed(), Caps.of(limits), decisions::reject);

        var balance = new Balance(limits, events, enriched, groups, kept);
        var ladder = new Ladder(profile.liquidityFilters(), enriched);
        Relaxed relaxed = new Relaxation(limits, ladder, caps, balance, kept).of(strict, screening, events.rows());
        Choice choice = balance.choose(relaxed, limits.maxEvents());
        balance.reject(choice, decisions::rejectUnlessRejected);
        decisions.admit(choice.chosen());

        int[] rows = screening.order().sorted(choice.chosen().stream().toArray());
        return new Selection(events, enriched, score, rows,
                new Stages(kept, screening, caps, balance, relaxed, choice));
    }

    /** The ranked population is what survives stage 0: each event once, at a time when something trades. */
    private double[] score(int[] ranked, EventTable events, Groups groups, Kept kept) {
        double[] score = limits.scoreNormalization() == ScoreNormalization.NONE
                ? events.score().clone()
                : PercentileRank.of(ranked, events.score(), groups::typeAndSession);
        System.arraycopy(kept.score(), 0, score, events.rows() - kept.score().length, kept.score().length);
        return score;
    }

    /** Both threshold stages at once, so that a rejection knows what it would also fail in the later one. */
    private Screening screen(int[] candidates, EventTable events, Enrichment enriched, double[] score, Kept kept,
            Decisions decisions) {
        List<Rule> rules = new ArrayList<>(QualityRules.of(limits, enriched, score));
        rules.addAll(LiquidityRules.of(profile.liquidityFilters(), enriched));
        int[] passed = Thresholds.apply(rules, candidates, kept, decisions);
        var order = new TotalOrder(events, enriched, score, limits);
        return new Screening(rules, candidates, order.sorted(passed), order, decisions);
    }
}
