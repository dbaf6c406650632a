package io.microtape.manifest.lease;

import io.microtape.runtime.config.ConfigException;
import io.microtape.runtime.lake.Lake;
import io.microtape.runtime.lake.LakeUnavailableException;
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
        int temporaries = swept(lake);
        if (leases + temporaries > 0) {
            LOG.info("took back {} leases and swept {} temporary files of a process that is gone", leases,
                    temporaries);
        }
        begin(ledger);
    }

    /**
     * Begins as one of several: the others' leases and files are theirs, and what is nobody's expires. Of a bucket what has
     * been left over for long is swept.
     */
    public static void among(Ledger ledger, Lake lake) {
        if (lake.folder().isEmpty()) {
            swept(lake);
        }
        begin(ledger);
    }

    private static void begin(Ledger ledger) {
        ledger.runControl().forgetTime();
        ledger.runControl().finishSettled();
    }

    private static int swept(Lake lake) {
        try {
            return lake.sweepTemporaries();
        } catch (LakeUnavailableException e) {
            // A store may be away for a while: captures say so when it stays away.
            LOG.warn("left-over uploads were not swept: {}", e.getMessage());
            return 0;
        } catch (IOException e) {
            throw new ConfigException("the lake %s cannot be read: %s".formatted(lake.name(), e.getMessage()));
        }
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
