package io.microtape.manifest.selection;

import io.microtape.model.profile.IntradayManifest;
import io.microtape.model.profile.SessionQuota;
import io.microtape.model.profile.TimeBucket;
import io.microtape.model.session.Session;
import java.util.ArrayList;
import java.util.List;

/**
 * How the manifest is balanced over the day: target against achieved, and what stood in the way. Shares are in percent.
 *
 * @param enforced     whether the quotas decided
 * @param fewestEvents events below which thresholds are relaxed
 * @param bandsHold    whether every session is within its band
 * @param buckets      the buckets of regular hours
 * @param relaxations  the steps that were taken, none if they did not suffice
 * @param shortfalls   sessions whose events do not suffice for {@code fewestEvents} within the bands
 */
public record QuotaReport(boolean enforced, boolean bucketsEnforced, int fewestEvents, boolean bandsHold,
        List<SessionShare> sessions, List<BucketShare> buckets, List<Relaxation> relaxations,
        List<Shortfall> shortfalls) {
    private static final double PERCENT = 100;

    /** How a selection is balanced. */
    public static QuotaReport of(Selection selection, IntradayManifest limits) {
        Selection.Stages stages = selection.stages();
        Balance balance = stages.balance();
        int[] counts = stages.choice().counts();
        int events = selection.rows().length;
        List<SessionShare> sessions = new ArrayList<>();
        for (int s = 0; s < counts.length; s++) {
            Session session = QuotaAllocation.SESSIONS.get(s);
            SessionQuota quota = limits.sessionQuotas().get(session);
            sessions.add(new SessionShare(session.name(), stages.choice().available()[s], quota.min() * PERCENT,
                    quota.target() * PERCENT, quota.max() * PERCENT, counts[s], percent(counts[s], events),
                    balance.allocation().holds(s, counts[s], events)));
        }
        return new QuotaReport(limits.enforceQuotas(), limits.enforceTimeBuckets(), limits.fewestEvents(),
                events > 0 && sessions.stream().allMatch(SessionShare::bandHolds), sessions,
                buckets(selection, balance), stages.relaxed().taken(selection.rows(), balance::session),
                new Shortfalls(limits, stages.screening(), stages.trial(), balance).of(stages.choice().available()));
    }

    private static List<BucketShare> buckets(Selection selection, Balance balance) {
        List<TimeBucket> buckets = balance.buckets().buckets();
        int[] available = new int[buckets.size()];
        int[] selected = new int[buckets.size()];
        int inSession = 0;
        for (int row : selection.stages().relaxed().pool()) {
            int bucket = balance.buckets().bucket(row);
            boolean chosen = selection.stages().choice().chosen().get(row);
            inSession += chosen && selection.enriched().session()[row] == Session.RTH ? 1 : 0;
            if (bucket != BucketSlots.NONE) {
                available[bucket]++;
                selected[bucket] += chosen ? 1 : 0;
            }
        }
        double whole = buckets.stream().mapToDouble(TimeBucket::share).sum();
        List<BucketShare> shares = new ArrayList<>();
        for (int i = 0; i < selected.length; i++) {
            shares.add(new BucketShare(buckets.get(i).name(), available[i],
                    whole == 0 ? 0 : buckets.get(i).share() / whole * PERCENT, selection.stages().choice().slots()[i],
                    selected[i], percent(selected[i], inSession)));
        }
        return shares;
    }

    private static double percent(int part, int whole) {
        return whole == 0 ? 0 : part * PERCENT / whole;
    }

    /**
     * One session.
     *
     * @param available   events that passed thresholds and caps, relaxed ones included
     * @param selectedPct of the manifest's events
     */
    public record SessionShare(String session, int available, double minPct, double targetPct, double maxPct,
            int selected, double selectedPct, boolean bandHolds) {}

    /**
     * One part of regular hours.
     *
     * @param targetPct of the session's events
     * @param slots     events that it was given by its share; the unused went to the best of the session
     */
    public record BucketShare(String bucket, int available, double targetPct, int slots, int selected,
            double selectedPct) {}

    /**
     * A step of the ladder that a session went.
     *
     * @param selected events in the manifest that this step admitted
     */
    public record Relaxation(String session, int step, String words, int selected) {}

    /**
     * A session that has too few events.
     *
     * @param needed        events that its least share of {@code fewestEvents} asks for
     * @param bindingFilter the threshold or cap whose removal would add most events; empty if none would add any
     * @param without       how many it would add
     * @param words         all of it in a sentence
     */
    public record Shortfall(String session, int needed, int available, String bindingFilter, int without,
            String words) {}
}
