package io.microtape.downloader.preflight;

import io.microtape.downloader.preflight.TapeAccess.Access;
import java.util.List;

/**
 * What a key can do.
 *
 * @param keyAccepted whether the vendor knows the key; false also while that is not known
 * @param tapes       one for each tape that was asked about
 * @param requests    requests that were made to find out
 * @param words       what came out, in a sentence for people
 */
public record PreflightReport(boolean keyAccepted, List<TapeAccess> tapes, int requests, String words) {
    /** Whether everything that was asked about is included. */
    public boolean suffices() {
        return keyAccepted && tapes.stream().allMatch(tape -> tape.access() == Access.ENTITLED);
    }
}
