package io.microtape.manifest.listing;

import io.microtape.model.manifest.Verdict;
import io.microtape.runtime.http.Paging;
import java.util.Optional;

/**
 * Which manifests somebody wants to see.
 *
 * @param approved only those that somebody, or nobody, approved
 * @param sort     a field, with {@code -} before it for descending
 */
public record ManifestAsk(Optional<String> profile, Optional<Verdict> verdict, Optional<Boolean> approved, String sort,
        Paging paging) {
    /** The order when nothing is said: newest first. */
    public static final String NEWEST_FIRST = "-built_at";
    /** Manifests of a page when nothing is said. */
    public static final int DEFAULT_LIMIT = 1_000;
    /** The most manifests of a page. */
    public static final int MAX_LIMIT = 10_000;
}
