package io.microtape.manifest.listing;

import java.util.List;
import java.util.OptionalLong;

/**
 * A page of manifests.
 *
 * @param total      manifests that the filters leave, on all pages
 * @param nextOffset where the next page begins; empty on the last
 */
public record ManifestPage(List<ListedManifest> manifests, long total, OptionalLong limit, long offset,
        OptionalLong nextOffset) {}
