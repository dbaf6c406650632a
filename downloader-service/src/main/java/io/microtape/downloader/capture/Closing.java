package io.microtape.downloader.capture;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Closes each of several things even if another fails: a full disk must not cost open files too. */
final class Closing {
    private Closing() {}

    /** Parts may be null. The first failure is thrown when all are closed. */
    static void all(List<? extends Closeable> parts) throws IOException {
        Exception failed = null;
        for (Closeable part : parts) {
            try {
                if (part != null) {
                    part.close();
                }
            } catch (IOException | RuntimeException e) {
                failed = failed == null ? e : failed;
            }
        }
        switch (failed) {
            case null -> {
            }
            case RuntimeException unexpected -> throw unexpected;
            default -> throw (IOException) failed;
        }
    }
}
