package io.microtape.manifest.lease;

import io.microtape.runtime.ledger.LedgerException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jdbi.v3.core.JdbiException;

/**
 * Says once when the ledger cannot be read or written, and once when it can again, however often it is asked in between. May
 * be shared by threads.
 */
public final class LedgerWatch {
    private final String place;
    private final Consumer<String> broke;
    private final Consumer<String> mended;
    private final AtomicBoolean broken = new AtomicBoolean();

    /**
     * @param place where the ledger is, for people
     * @param broke  is told that it does not work
     * @param mended is told that it works again
     */
    public LedgerWatch(String place, Consumer<String> broke, Consumer<String> mended) {
        this.place = place;
        this.broke = broke;
        this.mended = mended;
    }

    /**
     * The answer of the ledger; empty when it could not give one.
     *
     * @throws LedgerException as the ledger does: it works, and refuses
     */
    public <T> Optional<T> attempt(Supplier<T> ask) {
        try {
            T answer = ask.get();
            if (broken.getAndSet(false)) {
                mended.accept("the ledger %s works again; work goes on".formatted(place));
            }
            return Optional.of(answer);
        } catch (JdbiException e) {
            if (!broken.getAndSet(true)) {
                broke.accept(
                        "the ledger %s cannot be read or written (%s): nothing is handed out or recorded; %s; it goes on by itself"
                                .formatted(place, reason(e), remedy(reason(e))));
            }
            return Optional.empty();
        }
    }

    /** The words of the database, without the statement that Jdbi adds to its own; of a broken connection those of the driver. */
    private static String reason(Throwable failure) {
        Throwable said = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            said = cause.getMessage() == null ? said : cause;
        }
        return String.valueOf(said.getMessage()).lines().findFirst().orElse("");
    }

    private String remedy(String reason) {
        String words = reason.toLowerCase(Locale.ROOT);
        if (words.contains("full")) {
            return "make room on its disk";
        }
        if (place.startsWith("jdbc:")) {
            return "see that its server runs and answers";
        }
        if (words.contains("readonly") || words.contains("read-only") || words.contains("permission")
                || words.contains("unable to open")) {
            return "give this process the right to write the file and its folder, or mount the disk writable";
        }
        return "see that its disk is there, has room and may be written";
    }
}
