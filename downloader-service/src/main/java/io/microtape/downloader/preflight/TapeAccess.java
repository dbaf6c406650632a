package io.microtape.downloader.preflight;

import io.microtape.model.capture.Tape;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What a key can do with one tape.
 *
 * @param access        whether all that was asked for is answered, where a need was given: all that is needed
 * @param oldestAllowed oldest day (UTC) that was answered; older ones may be, up to {@code newestDenied}
 * @param newestDenied  newest day that was refused
 * @param words         the same for people, with the vendor's words of a refusal
 */
public record TapeAccess(Tape tape, Access access, Optional<LocalDate> oldestAllowed,
        Optional<LocalDate> newestDenied, String words) {

    /** Whether a tape is included. */
    public enum Access {
        /** It is: as far back as was asked, or as is needed. */
        ENTITLED,
        /** It is, but not as far back as is needed. */
        PARTLY,
        /** It is not. */
        DENIED,
        /** The vendor could not be brought to say. */
        UNKNOWN
    }
}
