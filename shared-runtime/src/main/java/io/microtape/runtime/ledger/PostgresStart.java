package io.microtape.runtime.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for a server that was started at the same time, or later. */
final class PostgresStart {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresStart.class);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final PostgresAccess access;
    private final Duration patience;

    PostgresStart(PostgresAccess access, Duration patience) {
        this.access = access;
        this.patience = patience;
    }

    /**
     * Returns when the server lets the user in.
     *
     * @throws LedgerException when it refuses, or cannot be reached for as long as the patience lasts
     */
    void await() {
        long until = System.nanoTime() + patience.toNanos();
        boolean said = false;
        while (true) {
            try (Connection _ = access.connect()) {
                return;
            } catch (SQLException e) {
                if (!PostgresAccess.mayPass(e) || System.nanoTime() - until >= 0) {
                    throw access.refused(e);
                }
                if (!said) {
                    LOG.warn("the ledger {} does not answer yet ({}); it is tried again for {} s", access.place(),
                            e.getMessage(), patience.toSeconds());
                    said = true;
                }
                pause(e);
            }
        }
    }

    private void pause(SQLException failure) {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw access.refused(failure);
        }
    }
}
