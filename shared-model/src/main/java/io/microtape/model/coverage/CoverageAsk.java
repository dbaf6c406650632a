package io.microtape.model.coverage;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which captures to count, and by what.
 *
 * @param runId  only what this run is about
 * @param by     none, one or two different keys
 * @param where  only captures with one of these values of each key; an empty map is all
 * @param limit  groups at most, 1 to {@value #MOST_GROUPS}
 * @param offset groups to leave out at the beginning
 */
public record CoverageAsk(String manifestId, Optional<String> runId, List<CoverageKey> by,
        Map<CoverageKey, Set<String>> where, CoverageOrder order, int limit, long offset) {
    public static final int MOST_GROUPS = 10_000;
    public static final int USUAL_GROUPS = 1_000;

    /** @throws IllegalArgumentException when there are more than two keys, one twice, or the page is none, or a value is no value of its key */
    public CoverageAsk {
        by = List.copyOf(by);
        var copy = new EnumMap<CoverageKey, Set<String>>(CoverageKey.class);
        where.forEach((key, values) -> copy.put(key,
                values.stream().map(key::value).collect(Collectors.toUnmodifiableSet())));
        where = copy;
        if (by.size() > 2 || new HashSet<>(by).size() < by.size()) {
            throw new IllegalArgumentException("coverage is counted by one key, or by two different ones");
        }
        if (limit < 1 || limit > MOST_GROUPS || offset < 0) {
            throw new IllegalArgumentException(
                    "give a limit from 1 to %d and an offset from 0".formatted(MOST_GROUPS));
        }
    }

    /** A whole manifest, by these keys. */
    public static CoverageAsk of(String manifestId, CoverageKey... by) {
        return new CoverageAsk(manifestId, Optional.empty(), List.of(by), Map.of(), CoverageOrder.KEY, USUAL_GROUPS, 0);
    }

    /** All of a run. */
    public static CoverageAsk ofRun(String manifestId, String runId) {
        return new CoverageAsk(manifestId, Optional.of(runId), List.of(), Map.of(), CoverageOrder.KEY, USUAL_GROUPS, 0);
    }

    /**
     * Keys from their words, separated by commas.
     *
     * @throws IllegalArgumentException when one is no key, with those there are
     */
    public static List<CoverageKey> keys(String words) {
        return Arrays.stream(words.split(",", -1)).map(String::strip).map(CoverageAsk::key).toList();
    }

    /**
     * A key from its word.
     *
     * @throws IllegalArgumentException when it is no key, with those there are
     */
    public static CoverageKey key(String word) {
        return Arrays.stream(CoverageKey.values()).filter(key -> key.word().equals(word.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'%s' is nothing to count by; use one of: %s"
                        .formatted(word, String.join(", ",
                                Arrays.stream(CoverageKey.values()).map(CoverageKey::word).toList()))));
    }
}
