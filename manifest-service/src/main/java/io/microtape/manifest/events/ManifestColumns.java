package io.microtape.manifest.events;

import io.microtape.runtime.table.TableException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The names that a carried column cannot bear, because a column that is read or written anyway does. */
final class ManifestColumns {
    static final Set<String> NAMES = Set.of("event_id", "window_id", "symbol", "event_type", "type", "timestamp",
            "timestamp_et", "date_et", "session", "direction", "event_bias", "close_vs_open", "spike_x", "tier",
            "score",
            "score_raw", "open", "high", "low", "close", "volume", "dollar_volume", "vwap_min", "dollar_volume_bar",
            "spread_proxy", "dollar_volume_day", "rvol_day", "rvol_day_missing", "is_ssr_day", "manifest_rank",
            "rank_in_symbol", "rank_in_symbol_day", "selection_reason", "relaxation_step", "quota_met", "window_from",
            "window_to");

    private ManifestColumns() {}

    /** Refuses a name that is taken, by any spelling, or asked for twice. */
    static void requireFree(List<String> carryColumns) {
        Set<String> seen = new HashSet<>();
        for (String name : carryColumns) {
            if (NAMES.contains(name.toLowerCase(Locale.ROOT))) {
                throw new TableException(
                        "carry_columns names %s, which every manifest has anyway; take it off the list"
                                .formatted(name));
            }
            if (!seen.add(name.toLowerCase(Locale.ROOT))) {
                throw new TableException("carry_columns names %s twice; name it once".formatted(name));
            }
        }
    }
}
