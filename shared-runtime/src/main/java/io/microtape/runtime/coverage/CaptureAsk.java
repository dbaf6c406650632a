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
        WINDOW("window"),
        /** What was settled last comes first; what never was, last. */
        SETTLED("-settled_at");

        private final String word;

        Order(String word) {
            this.word = word;
        }

        /** The word in REST parameters and on the command line. */
        public String word() {
            return word;
        }

        /**
         * The order of a word.
         *
         * @throws IllegalArgumentException when it is none, with what to use instead
         */
        public static Order of(String word) {
            for (Order order : values()) {
                if (order.word.equals(word)) {
                    return order;
                }
            }
            throw new IllegalArgumentException(
                    "captures cannot be sorted by '%s'; use window or -settled_at".formatted(word));
        }
    }
}
