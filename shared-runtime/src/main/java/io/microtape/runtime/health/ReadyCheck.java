package io.microtape.runtime.health;

import io.microtape.runtime.ledger.Ledger;

/**
 * One thing without which a process cannot do its work.
 *
 * @param name  how the answer calls it, such as {@code ledger}
 * @param probe asks it; may block for seconds, and throws when it is not ready
 */
public record ReadyCheck(String name, Probe probe) {
    /** Asks the thing itself, cheaply. */
    @FunctionalInterface
    public interface Probe {
        /**
         * Returns when ready.
         *
         * @throws Exception which says why not
         */
        void run() throws Exception;
    }

    /** That the ledger answers. */
    public static ReadyCheck of(Ledger ledger) {
        return new ReadyCheck("ledger", ledger::requireAnswer);
    }
}
