package io.microtape.manifest.selection;

import io.microtape.manifest.selection.DiversityCaps.Caps;
import io.microtape.manifest.selection.QuotaReport.Shortfall;
import io.microtape.model.profile.IntradayManifest;
import io.microtape.model.session.Session;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Says of each session that has too few events how many are missing and which filter holds most of them back. */
final class Shortfalls {
    private final IntradayManifest limits;
    private final Screening screening;
    private final Trial trial;
    private final Balance balance;

    Shortfalls(IntradayManifest limits, Screening screening, Trial trial, Balance balance) {
        this.limits = limits;
        this.screening = screening;
        this.trial = trial;
        this.balance = balance;
    }

    /** One for each session that does not have its least share of the fewest events. */
    List<Shortfall> of(int[] available) {
        List<Shortfall> shortfalls = new ArrayList<>();
        Map<String, int[]> gains = null;
        for (int s = 0; s < available.length; s++) {
            int needed = balance.allocation().least(s, limits.fewestEvents());
            if (available[s] < needed) {
                gains = gains == null ? gains(available) : gains;
                shortfalls.add(shortfall(s, needed, available[s], gains));
            }
        }
        return shortfalls;
    }

    private Shortfall shortfall(int s, int needed, int available, Map<String, int[]> gains) {
        Session session = QuotaAllocation.SESSIONS.get(s);
        String binding = "";
        int most = 0;
        for (var gain : gains.entrySet()) {
            if (gain.getValue()[s] > most) {
                binding = gain.getKey();
                most = gain.getValue()[s];
            }
        }
        String words = limits.allowSessions().sessions().contains(session)
                ? binding.isEmpty()
                        ? "no single filter holds more back"
                        : String.format(Locale.ROOT, "the binding filter is %s, without it %+,d", binding, most)
                : "the session is not allowed (allow_sessions)";
        return new Shortfall(session.name(), needed, available, binding, most,
                String.format(Locale.ROOT, "%s needs %,d, %,d pass; %s", session, needed, available, words));
    }

    /** How many more events each session would have without one threshold or cap. */
    private Map<String, int[]> gains(int[] available) {
        Caps caps = Caps.of(limits);
        Map<String, int[]> gains = new LinkedHashMap<>();
        for (Rule rule : screening.rules()) {
            gains.put(rule.reason().name(), gain(trial.without(rule.reason(), _ -> true, caps), available));
        }
        int all = Integer.MAX_VALUE;
        gains.put(DiversityCaps.PER_DAY.name(),
                gain(trial.with(new Caps(all, caps.perMonth(), caps.perSymbol())), available));
        gains.put(DiversityCaps.PER_MONTH.name(),
                gain(trial.with(new Caps(caps.perDay(), all, caps.perSymbol())), available));
        gains.put(DiversityCaps.PER_SYMBOL.name(),
                gain(trial.with(new Caps(caps.perDay(), caps.perMonth(), all)), available));
        return gains;
    }

    private int[] gain(int[] pool, int[] available) {
        int[] gain = balance.bySession(pool);
        for (int s = 0; s < gain.length; s++) {
            gain[s] -= available[s];
        }
        return gain;
    }
}
