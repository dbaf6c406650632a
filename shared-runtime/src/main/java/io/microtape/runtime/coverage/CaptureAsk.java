package io.microtape.runtime.coverage;

import io.microtape.model.coverage.CoverageKey;
import java.util.Map;
import java.util.Set;

/**
 * Which captures of a manifest to list.
 *
 * @param where  only captures with one of these values of each key
 * @param limit  captures at most
 * @param offset captures to leave out at the beginning
 */
public record CaptureAsk(String manifestId, Map<CoverageKey, Set<String>> where, Order order, int limit, long offset) {

    /** In which order captures come. */
    public enum Order {
        /** By symbol and event, trades before quotes. */
        WINDOW,
        /** What was settled last comes first; what never was, last. */
        SETTLED
    }
}
