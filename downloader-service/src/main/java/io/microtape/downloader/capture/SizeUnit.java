package io.microtape.downloader.capture;

import io.microtape.model.capture.CaptureSpec;
import io.microtape.model.capture.Tape;
import io.microtape.model.session.NewYorkTime;
import java.time.LocalDate;
import java.util.Locale;

/**
 * The unit of a tape's sizes as the vendor documents it: trades in shares; quotes in round lots before 2025-11-03 (the
 * SEC's MDI round-lot rule) and in shares from then on. What is stored is the vendor's own number.
 */
enum SizeUnit {
    ROUND_LOTS, SHARES;

    private static final LocalDate QUOTES_IN_SHARES_FROM = LocalDate.of(2025, 11, 3);

    static SizeUnit of(CaptureSpec spec) {
        boolean lots = spec.tape() == Tape.QUOTES
                && NewYorkTime.date(spec.eventAt()).isBefore(QUOTES_IN_SHARES_FROM);
        return lots ? ROUND_LOTS : SHARES;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
