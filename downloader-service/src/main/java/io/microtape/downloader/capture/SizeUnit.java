package io.microtape.downloader.capture;

import io.microtape.model.capture.CaptureSpec;
import io.microtape.model.capture.Tape;
import io.microtape.model.session.NewYorkTime;
import java.time.LocalDate;
import java.util.Locale;

/**
 * The unit of a tape's sizes. Trades are in shares. The vendor documents quotes in round lots before 2025-11-03 (the SEC's
 * MDI round-lot rule) and in shares from then on, but parts of its archive have been seen in shares before that day too. So
 * the sizes themselves are looked at: in shares they would all be whole lots of 100. What is stored is the vendor's own
 * number.
 */
enum SizeUnit {
    ROUND_LOTS,
    SHARES,
    /** Too few quotes to tell. */
    UNKNOWN;

    private static final LocalDate QUOTES_IN_SHARES_FROM = LocalDate.of(2025, 11, 3);
    /** So many sizes are not multiples of 100 by chance. */
    private static final long ENOUGH = 20;

    /**
     * @param sizes     quote sizes above 0 that were seen
     * @param wholeLots how many of them are multiples of 100
     */
    static SizeUnit of(CaptureSpec spec, long sizes, long wholeLots) {
        if (spec.tape() == Tape.TRADES || !NewYorkTime.date(spec.eventAt()).isBefore(QUOTES_IN_SHARES_FROM)) {
            return SHARES;
        }
        if (wholeLots < sizes) {
            return ROUND_LOTS;
        }
        return sizes >= ENOUGH ? SHARES : UNKNOWN;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
