package io.microtape.simulator.rewrite;

/** A change of one page. */
@FunctionalInterface
public interface Rewrite {
    /**
     * Changes the page, or leaves it exactly as it is.
     *
     * @return whether it was changed; false when the page has nothing that this change could show on
     */
    boolean apply(Draft page);
}
