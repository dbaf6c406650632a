package io.microtape.runtime.ledger;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right over a ledger on a server: an advisory lock of a connection that is kept for nothing else. Those who serve among
 * others share it, who serves alone has it alone. When the connection breaks, the lock is gone with it; it is taken again as
 * soon as the server answers.
 */
final class PostgresRight implements ServingRight {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresRight.class);
    /** The letters "mt serve"; whoever else uses advisory locks in the database keeps off it. */
    private static final long KEY = 0x6d74207365727665L;
    private static final Duration LOOKED_AFTER = Duration.ofSeconds(5);
    private static final int ANSWER_SECONDS = 5;
    /** A machine that fails says no farewell: the server finds out by itself in half a minute. */
    private static final String NOTICE = "set tcp_keepalives_idle = 15; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3";

    private final PostgresAccess access;
    private final String take;
    private final Thread keeper;
    private Connection connection;
    private boolean held = true;

    private PostgresRight(PostgresAccess access, String take, Connection connection) {
        this.access = access;
        this.take = take;
        this.connection = connection;
        this.keeper = Thread.ofVirtual().name("serving-right").start(this::keep);
    }

    static Optional<ServingRight> alone(PostgresAccess access) {
        return taken(access, "pg_try_advisory_lock");
    }

    static Optional<ServingRight> amongOthers(PostgresAccess access) {
        return taken(access, "pg_try_advisory_lock_shared");
    }

    /** @throws LedgerException when the server does not answer */
    private static Optional<ServingRight> taken(PostgresAccess access, String take) {
        try {
            return locked(access, take).map(connection -> new PostgresRight(access, take, connection));
        } catch (SQLException e) {
            throw access.refused(e);
        }
    }

    /** A connection that has the lock; empty when somebody else has it. */
    private static Optional<Connection> locked(PostgresAccess access, String take) throws SQLException {
        Connection connection = access.connect();
        try (var statement = connection.createStatement()) {
            statement.execute(NOTICE);
            try (ResultSet row = statement.executeQuery("select %s(%d)".formatted(take, KEY))) {
                row.next();
                if (row.getBoolean(1)) {
                    return Optional.of(connection);
                }
            }
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        connection.close();
        return Optional.empty();
    }

    private void keep() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(LOOKED_AFTER);
                lookAfter();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void lookAfter() {
        try {
            if (held && connection.isValid(ANSWER_SECONDS)) {
                return;
            }
            connection.close();
            Optional<Connection> again = locked(access, take);
            if (again.isEmpty() && held) {
                LOG.error(
                        "another process serves the ledger {} alone, since the connection to it broke; end one of both",
                        access.place());
            }
            held = again.isPresent();
            connection = again.orElse(connection);
        } catch (SQLException e) {
            LOG.debug("the right to serve {} is not known", access.place(), e);
        }
    }

    @Override
    public synchronized void close() {
        keeper.interrupt();
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("the connection of the right to serve did not end in order", e);
        }
    }
}
