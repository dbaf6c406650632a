package io.microtape.runtime.http;

/** What the bearer of an access token may do: a later role may do all that an earlier one may. */
public enum Role {
    /** Look at everything. */
    READ,
    /** Change things too: build, approve, start and stop runs. */
    OPERATE;

    boolean covers(Role needed) {
        return compareTo(needed) >= 0;
    }
}
