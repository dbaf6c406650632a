package io.microtape.runtime.ledger;

import io.microtape.runtime.config.Range;

/** The {@code ledger} block of the configuration; {@code conf/microtape.yaml} documents each key. */
public record LedgerSettings(String url, String user, int connections) {
    private static final String POSTGRESQL = "jdbc:postgresql://";

    public LedgerSettings {
        if (!url.isEmpty() && !url.startsWith(POSTGRESQL)) {
            throw new IllegalArgumentException(
                    "ledger.url does not begin with %s; leave it empty for SQLite in the home".formatted(POSTGRESQL));
        }
        if (url.contains("password=")) {
            throw new IllegalArgumentException(
                    "ledger.url holds a password; put it into the environment, MICROTAPE_LEDGER_PASSWORD");
        }
        if (url.replaceFirst("\\?.*", "").contains("@")) {
            throw new IllegalArgumentException(
                    "ledger.url names a user; put the name into ledger.user and the password into the environment, MICROTAPE_LEDGER_PASSWORD");
        }
        Range.check("ledger.connections", connections, 2, 100);
    }

    /** Whether a server holds the ledger, and not a file in the home. */
    public boolean server() {
        return !url.isEmpty();
    }
}
