package io.microtape.manifest.export;

/** How instants are written. */
public enum TimestampUnit {
    /** One column of nanoseconds. */
    NS,
    /** Two columns: microseconds, and the nanoseconds after those. For Spark and others that know no nanoseconds. */
    US
}
