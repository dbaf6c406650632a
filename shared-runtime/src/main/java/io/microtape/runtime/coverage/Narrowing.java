package io.microtape.runtime.coverage;

import io.microtape.model.coverage.CoverageKey;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which captures of an image are meant: those with an allowed value on every axis, and chosen where some were chosen. */
final class Narrowing {
    private final List<Condition> conditions = new ArrayList<>();
    private final Optional<BitSet> chosen;

    private record Condition(Axis axis, boolean[] allowed) {
        boolean holds(int at) {
            return allowed[axis.code().applyAsInt(at)];
        }
    }

    /** @param all the allowed values of some keys, each time; a capture has to satisfy every one */
    Narrowing(ManifestImage image, List<Map<CoverageKey, Set<String>>> all, Optional<BitSet> chosen) {
        all.forEach(where -> where.forEach((key, values) -> {
            Axis axis = image.axis(key);
            boolean[] allowed = new boolean[axis.values().length];
            for (int code = 0; code < allowed.length; code++) {
                allowed[code] = values.contains(axis.values()[code]);
            }
            conditions.add(new Condition(axis, allowed));
        }));
        this.chosen = chosen;
    }

    boolean holds(int at) {
        if (chosen.isPresent() && !chosen.get().get(at)) {
            return false;
        }
        for (Condition condition : conditions) {
            if (!condition.holds(at)) {
                return false;
            }
        }
        return true;
    }
}
