package io.microtape.runtime.ledger;

/** How long at least one of many spans lasted, given in the order of their beginnings. */
final class BusyTime {
    private long millis;
    private long until = Long.MIN_VALUE;

    void add(long began, long ended) {
        if (ended > until) {
            millis += ended - Math.max(began, until);
            until = ended;
        }
    }

    long millis() {
        return millis;
    }
}
