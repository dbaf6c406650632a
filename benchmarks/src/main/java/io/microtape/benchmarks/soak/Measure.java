package io.microtape.benchmarks.soak;

/** What must not grow for ever, and the growth in an hour that is still taken for none. */
enum Measure {
    /**
     * What lives, without the 65 bytes that the coverage image holds of a capture by design. The hashes of the last 10,000
     * tapes that were looked at are remembered too.
     */
    HEAP("live heap beyond the coverage image", "MB", 4),
    /** All that the JVM has committed, by its own account, without the Java heap. */
    BEYOND_HEAP("memory of the JVM beyond its heap", "MB", 16),
    /** The part of that which programs take: direct buffers, Arrow, zstd. */
    OFF_HEAP("off-heap memory of the program", "MB", 4),
    /** Four connections hold up to 32 MiB of the ledger each, and a ledger that grows fills them. */
    RSS("resident memory", "MB", 134),
    THREADS("threads", "", 2),
    FILES("open files and sockets", "", 5),
    LEDGER("ledger for each capture", "bytes", 100),
    WAL("write-ahead log of the ledger", "MB", 4),
    TEMPORARIES("temporary files", "", 1);

    private final String words;
    private final String unit;
    private final double tolerance;

    Measure(String words, String unit, double tolerance) {
        this.words = words;
        this.unit = unit;
        this.tolerance = tolerance;
    }

    /** With the unit. */
    String words() {
        return unit.isEmpty() ? words : words + ", " + unit;
    }

    /** By which it may rise in an hour, in its unit. */
    double tolerance() {
        return tolerance;
    }
}
