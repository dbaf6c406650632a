package io.microtape.downloader.preflight;

import io.microtape.downloader.preflight.TapeAccess.Access;
import java.util.List;

/**
 * What a key can do.
 *
 * @param key      whether the vendor knows the key
 * @param tapes    one for each tape that was asked about
 * @param requests requests that were made to find out
 * @param words    what came out, in a sentence for people
 */
public record PreflightReport(KeyStanding key, List<TapeAccess> tapes, int requests, String words) {
    /** What the vendor says of a key. */
    public enum KeyStanding {
        ACCEPTED,
        REJECTED,
        /** No answer told. */
        UNKNOWN
    }

    /** Whether the vendor knows the key, whatever its plan includes. */
    public boolean keyAccepted() {
        return key == KeyStanding.ACCEPTED;
    }

    /** Whether everything that was asked about is included. */
    public boolean suffices() {
        return keyAccepted() && tapes.stream().allMatch(tape -> tape.access() == Access.ENTITLED);
    }
}
