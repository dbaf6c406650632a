package io.microtape.manifest.lease;

import io.microtape.runtime.config.ConfigException;
import io.microtape.runtime.lake.Lake;
import io.microtape.runtime.ledger.Ledger;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What whoever hands out work does about what those before it left, and what it leaves to those after it. */
public final class Succession {
    private static final Logger LOG = LoggerFactory.getLogger(Succession.class);

    private Succession() {}

    /**
     * Begins as the only one: every lease that the ledger still shows belongs to a process that is gone, and every temporary
     * file is left over.
     *
     * @throws ConfigException when the lake cannot be read
     */
    public static void alone(Ledger ledger, Lake lake) {
        int leases = ledger.leases().endAll();
        try {
            int temporaries = lake.sweepTemporaries();
            if (leases + temporaries > 0) {
                LOG.info("took back {} leases and swept {} temporary files of a process that is gone", leases,
                        temporaries);
            }
        } catch (IOException e) {
            throw new ConfigException("the lake %s cannot be read: %s".formatted(lake.name(), e.getMessage()));
        }
        among(ledger);
    }

    /** Begins as one of several: the others' leases and files are theirs, and what is nobody's expires. */
    public static void among(Ledger ledger) {
        ledger.runControl().forgetTime();
        ledger.runControl().finishSettled();
    }

    /** Ends: how long the runs were running is written down. Whoever goes on begins to count anew. */
    public static void leave(Ledger ledger) {
        try {
            ledger.runControl().stopTime();
        } catch (RuntimeException e) {
            LOG.warn("how long the runs were running could not be written down: {}", e.getMessage());
        }
    }
}
