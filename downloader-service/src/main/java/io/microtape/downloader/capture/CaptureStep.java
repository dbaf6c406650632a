package io.microtape.downloader.capture;

/** The moments of a capture's life between which a process may die. */
public enum CaptureStep {
    /** It is leased and nothing is asked yet. */
    LEASED,
    /** A page arrived and is sound. */
    PAGE,
    /** All pages arrived; its files are written under temporary names and closed. */
    WRITTEN,
    /** Its files were opened again and hold what they should. */
    PROVEN,
    /** The full tape, where it is kept, stands under its name; the thinned one does not yet. */
    FULL_TAPE_PUBLISHED,
    /** Its file stands under its name; the ledger does not know yet. */
    PUBLISHED,
    /** The ledger was told and has answered. */
    SETTLED;

    /** Is told of each step as it is reached, on the worker's own thread. */
    public interface Observer {
        void reached(CaptureStep step, String captureId);
    }
}
