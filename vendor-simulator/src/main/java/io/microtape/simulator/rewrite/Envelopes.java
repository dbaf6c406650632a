package io.microtape.simulator.rewrite;

import java.time.Duration;
import java.util.OptionalInt;

/** Changes of what stands around the rows. */
public final class Envelopes {
    private static final Duration SKEW = Duration.ofMinutes(17);

    private Envelopes() {}

    public static boolean delayed(Draft page) {
        page.status("DELAYED");
        return true;
    }

    /** No rows, in the way in which the vendor says that there are none. */
    public static boolean emptied(Draft page) {
        if (page.rows().isEmpty()) {
            return false;
        }
        page.rows().clear();
        page.countRows();
        page.noNext();
        return true;
    }

    /** As {@link #emptied}, and the key of the rows is missing. */
    public static boolean resultsMissing(Draft page) {
        boolean changed = emptied(page);
        if (changed) {
            page.withoutResults();
        }
        return changed;
    }

    public static boolean countTooHigh(Draft page) {
        page.count(OptionalInt.of(page.rows().size() + 1));
        return true;
    }

    public static boolean countTooLow(Draft page) {
        if (page.rows().isEmpty()) {
            return false;
        }
        page.count(OptionalInt.of(page.rows().size() - 1));
        return true;
    }

    public static boolean countMissing(Draft page) {
        page.count(OptionalInt.empty());
        return true;
    }

    /** The whole body arrives, as far as lengths tell, and ends after half of the rows. */
    public static boolean cutBetweenRows(Draft page) {
        if (page.rows().size() < 2) {
            return false;
        }
        page.cutAfter(page.rows().size() / 2);
        return true;
    }

    public static boolean unknownFields(Draft page) {
        page.more(",\"count\":7,\"debug\":{\"shard\":[1,{\"results\":[]}],\"note\":null}");
        page.rows().replaceAll(row -> RowText.with(row, "\"venue\":{\"mic\":[\"XNAS\"],\"lit\":true}"));
        return true;
    }

    public static boolean secondDocument(Draft page) {
        page.tail("{\"results\":[],\"status\":\"OK\",\"request_id\":\"%s\"}".formatted("0".repeat(32)));
        return true;
    }

    /** The {@code Date} header is 17 minutes behind. */
    public static boolean clockBehind(Draft page) {
        page.headers().put("Date", HttpDate.of(page.question().arrived().minus(SKEW)));
        return true;
    }
}
