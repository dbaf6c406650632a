package io.microtape.downloader.capture;

import java.util.Set;

/**
 * Which sale conditions keep a trade out of a bar: the consolidated update rules of the CTA and UTP plans as the vendor's
 * condition table gives them (2026-08-11). A condition that is not in the table keeps a trade out of nothing, and of
 * several conditions any that says no wins.
 */
final class TradeConditions {
    private static final Set<Integer> NO_VOLUME = Set.of(15, 16, 38);
    private static final Set<Integer> NO_HIGH_LOW = Set.of(2, 7, 12, 13, 15, 16, 20, 21, 29, 37, 52, 53);
    private static final Set<Integer> NO_OPEN_CLOSE = Set.of(2, 5, 7, 10, 12, 13, 15, 16, 20, 21, 22, 29, 32, 33, 37,
            52, 53);
    /** NYSE TAQ's codes of trades that were corrected, found erroneous or cancelled later, and of the records that say so. */
    private static final Set<Integer> UNDONE = Set.of(1, 7, 8, 10, 11);

    private TradeConditions() {}

    static boolean countsInVolume(int condition) {
        return !NO_VOLUME.contains(condition);
    }

    static boolean movesHighLow(int condition) {
        return !NO_HIGH_LOW.contains(condition);
    }

    static boolean movesOpenClose(int condition) {
        return !NO_OPEN_CLOSE.contains(condition);
    }

    static boolean undone(int correction) {
        return UNDONE.contains(correction);
    }
}
