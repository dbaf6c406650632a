package io.microtape.runtime.ledger;

/** The right to hand out the captures of a ledger. It ends when it is closed, or with the process, however that ends. */
public interface ServingRight extends AutoCloseable {
    @Override
    void close();
}
