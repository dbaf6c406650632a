package io.microtape.manifest.selection;

import io.microtape.manifest.selection.DiversityCaps.Caps;
import io.microtape.model.profile.IntradayManifest;

/**
 * Admits events under relaxed thresholds when the sessions cannot give the fewest events asked for within their bands:
 * always of the session that is short, one step of the {@link Ladder} at a time, until they can or no step is left. An
 * event admitted so never takes the place of one that passed the thresholds as they are.
 */
final class Relaxation {
    private static final int NO_SESSION = -1;

    private final IntradayManifest limits;
    private final Ladder ladder;
    private final DiversityCaps caps;
    private final Balance balance;
    private final Kept kept;

    Relaxation(IntradayManifest limits, Ladder ladder, DiversityCaps caps, Balance balance, Kept kept) {
        this.limits = limits;
        this.ladder = ladder;
        this.caps = caps;
        this.balance = balance;
        this.kept = kept;
    }

    /** The pool that suffices; the given one if it does, or if no relaxation would. */
    Relaxed of(int[] strict, Screening screening, int rows) {
        int[] keptBySession = balance.bySession(Rows.where(strict, kept::is));
        int[] available = balance.bySession(strict);
        if (!limits.enforceQuotas() || balance.suffices(available, keptBySession)) {
            return Relaxed.none(strict);
        }
        int[] near = screening.failingOnly(Ladder.RELAXED);
        byte[] step = new byte[rows];
        for (int row : near) {
            step[row] = ladder.firstStep(row);
        }
        RowSort.ascending(near, row -> step[row]);
        int[] steps = new int[available.length];
        while (true) {
            int session = shortSession(available, steps);
            if (session == NO_SESSION) {
                return Relaxed.none(strict);
            }
            steps[session]++;
            int[] pool = pool(strict, Rows.where(near, row -> step[row] <= steps[balance.session(row)]));
            available = balance.bySession(pool);
            if (balance.suffices(available, keptBySession)) {
                return new Relaxed(pool, step, steps);
            }
        }
    }

    private int[] pool(int[] strict, int[] admitted) {
        return caps.survivors(Rows.joined(strict, admitted), Caps.of(limits), Rejections.NOT_RECORDED);
    }

    /**
     * The session to relax next: the one that covers the smallest part of its least share of the fewest events; if each
     * covers it, the one that covers the smallest part of its target. {@link #NO_SESSION} when relaxing cannot help.
     */
    private int shortSession(int[] available, int[] steps) {
        QuotaAllocation quotas = balance.allocation();
        int goal = limits.fewestEvents();
        int worst = NO_SESSION;
        for (int s = 0; s < steps.length; s++) {
            int least = quotas.least(s, goal);
            if (available[s] < least
                    && (worst < 0 || isShorter(available, s, least, worst, quotas.least(worst, goal)))) {
                worst = s;
            }
        }
        if (worst >= 0) {
            return steps[worst] < Ladder.STEPS ? worst : NO_SESSION;
        }
        for (int s = 0; s < steps.length; s++) {
            if (available[s] < quotas.most(s, goal) && steps[s] < Ladder.STEPS
                    && (worst < 0 || isShorter(available, s, quotas.aim(s, goal), worst, quotas.aim(worst, goal)))) {
                worst = s;
            }
        }
        return worst;
    }

    private static boolean isShorter(int[] available, int a, int neededByA, int b, int neededByB) {
        return (long) available[a] * neededByB < (long) available[b] * neededByA;
    }
}
