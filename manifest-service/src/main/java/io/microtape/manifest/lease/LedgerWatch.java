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
    private final Consumer<String> say;
    private final AtomicBoolean broken = new AtomicBoolean();

    /**
     * @param place where the ledger is, for people
     * @param say   takes each message
     */
    public LedgerWatch(String place, Consumer<String> say) {
        this.place = place;
        this.say = say;
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
                say.accept("the ledger %s works again; work goes on".formatted(place));
            }
            return Optional.of(answer);
        } catch (JdbiException e) {
            if (!broken.getAndSet(true)) {
                say.accept(
                        "the ledger %s cannot be read or written (%s): nothing is handed out or recorded; %s; it goes on by itself"
                                .formatted(place, reason(e), remedy(reason(e))));
            }
            return Optional.empty();
        }
    }

    /** The words of the database, without the statement that Jdbi adds to its own. */
    private static String reason(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).lines().findFirst().orElse("");
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
