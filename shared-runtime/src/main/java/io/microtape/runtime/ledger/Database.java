package io.microtape.runtime.ledger;

import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;

/**
 * The database under a ledger. There is one write transaction at a time, also between processes, and it sees all that were
 * before it. Reads wait for none.
 */
final class Database implements AutoCloseable {
    private static final int MANY = 1_000;

    private final String place;
    private final HikariDataSource beside;
    private final HikariDataSource writing;
    private final Jdbi reads;
    private final Jdbi writes;
    private final Engine engine;

    /** What the engines do differently. */
    interface Engine {
        /** Waits, at the beginning of a transaction, until no other one writes. */
        void beginToWrite(Handle tx);

        /** Lets the database know that a large part of its rows is new or different. */
        void changedMuch(Jdbi reads);

        /** Reads very many rows without holding them all. */
        <X extends Exception> void scan(Jdbi reads, HandleConsumer<X> reader) throws X;

        /** The right to be the only one who serves; empty when somebody else serves. */
        Optional<ServingRight> serveAlone();

        /** The right to serve as one of several; empty when somebody serves alone. */
        Optional<ServingRight> serveAmongOthers();
    }

    /**
     * @param place   for people
     * @param beside  gives the connections of reads, and of what is written beside the transactions
     * @param writing gives those of write transactions; may be the same
     */
    Database(String place, HikariDataSource beside, HikariDataSource writing, Engine engine) {
        this.place = place;
        this.beside = beside;
        this.writing = writing;
        this.reads = Jdbi.create(beside);
        this.writes = Jdbi.create(writing);
        this.engine = engine;
    }

    Optional<ServingRight> serveAlone() {
        return engine.serveAlone();
    }

    Optional<ServingRight> serveAmongOthers() {
        return engine.serveAmongOthers();
    }

    /** Where it is, for people. */
    String place() {
        return place;
    }

    /** Reads, or writes with one statement that needs no other to be true: it does not wait for write transactions. */
    <R, X extends Exception> R withHandle(HandleCallback<R, X> callback) throws X {
        return reads.withHandle(callback);
    }

    /** As {@link #withHandle}. */
    <X extends Exception> void useHandle(HandleConsumer<X> consumer) throws X {
        reads.useHandle(consumer);
    }

    /** Reads very many rows, as they were at one moment; queries say by their fetch size how many are held at a time. */
    <X extends Exception> void scan(HandleConsumer<X> reader) throws X {
        engine.scan(reads, reader);
    }

    /** To be told after so many rows were written that what the database assumes of its tables is no longer so. */
    void changed(int rows) {
        if (rows >= MANY) {
            engine.changedMuch(reads);
        }
    }

    /** The one write transaction; it is on disk when the call returns. */
    <R, X extends Exception> R inTransaction(HandleCallback<R, X> callback) throws X {
        return writes.inTransaction(tx -> {
            engine.beginToWrite(tx);
            return callback.withHandle(tx);
        });
    }

    /** As {@link #inTransaction}. */
    <X extends Exception> void useTransaction(HandleConsumer<X> consumer) throws X {
        inTransaction(consumer.asCallback());
    }

    @Override
    public void close() {
        List.of(writing, beside).forEach(HikariDataSource::close);
    }
}
