package io.microtape.runtime.ledger;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;

/**
 * Where a PostgreSQL ledger is and as whom it is used.
 *
 * @param password may be empty, where the server trusts the user or a {@code .pgpass} file holds it
 */
record PostgresAccess(String url, String user, String password, int connections) {
    static final String PASSWORD = "MICROTAPE_LEDGER_PASSWORD";
    private static final String CONNECT_SECONDS = "10";
    /** Longer than any statement may take. */
    private static final String SILENT_SECONDS = "330";

    static PostgresAccess of(LedgerSettings settings, Map<String, String> environment) {
        return new PostgresAccess(settings.url(), settings.user(), environment.getOrDefault(PASSWORD, ""),
                settings.connections());
    }

    /** The address without what follows it, in which secrets might stand. */
    String place() {
        return url.replaceFirst("\\?.*", "");
    }

    /** A connection of its own. */
    Connection connect() throws SQLException {
        Properties all = properties();
        all.setProperty("user", user);
        if (!password.isEmpty()) {
            all.setProperty("password", password);
        }
        return DriverManager.getConnection(url, all);
    }

    /** For the driver; what stands in the address goes before them. */
    Properties properties() {
        var properties = new Properties();
        properties.setProperty("ApplicationName", "microtape");
        properties.setProperty("connectTimeout", CONNECT_SECONDS);
        properties.setProperty("socketTimeout", SILENT_SECONDS);
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("reWriteBatchedInserts", "true");
        return properties;
    }

    /** Whether the server may be there in a moment: it starts, or nothing answers yet. */
    static boolean mayPass(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        return state.equals("08001") || state.equals("08006") || state.equals("57P03") || state.equals("53300");
    }

    /** Why it cannot be opened and what to do, for people. */
    LedgerException refused(Exception failure) {
        Throwable root = failure;
        while (root.getCause() != null && !(root instanceof SQLException)) {
            root = root.getCause();
        }
        String state = root instanceof SQLException sql ? String.valueOf(sql.getSQLState()) : "";
        return LedgerException.refused("the ledger %s cannot be opened (%s); %s".formatted(place(),
                String.valueOf(root.getMessage()).lines().findFirst().orElse(""), remedy(state)));
    }

    private String remedy(String state) {
        return switch (state) {
            case "28P01", "28000", "08004" -> ("see that ledger.user (%s) and the password in the environment, %s, are "
                    + "right, and that the server lets this machine in (pg_hba.conf)").formatted(user, PASSWORD);
            case "3D000" -> "create the database, with %s as its owner, or correct ledger.url".formatted(user);
            case "42501", "3F000" -> "let %s create tables there: it should own the database".formatted(user);
            case "25006" -> "ledger.url names a server that only reads; name the one that writes";
            case "08001", "08006", "57P03" ->
                "see that the server runs, that host and port in ledger.url are right, and that no firewall is between";
            case "53300" -> "the server has no connection left; raise its max_connections or lower ledger.connections";
            default -> "see that it is a database for a ledger of this version, and docs/cluster.md";
        };
    }
}
