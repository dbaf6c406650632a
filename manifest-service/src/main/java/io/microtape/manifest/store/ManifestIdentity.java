package io.microtape.manifest.store;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a manifest is, as its Parquet footer states it.
 *
 * @param manifestId  {@code {profile}_{yyyyMMdd of the newest event, New York}_{first 12 hex digits of contentHash}}
 * @param contentHash SHA-256 of the rows, the configuration hash and the versions: see {@link ContentHash}
 * @param parentId    the manifest that it was appended to
 */
public record ManifestIdentity(String manifestId, String contentHash, String configHash, String enrichmentVersion,
        String recipeVersion, Optional<String> parentId) {
    private static final String PREFIX = "microtape.";
    private static final int HASH_DIGITS = 12;

    /** The part of the content hash that stands in an id. */
    static String shortHash(String contentHash) {
        return contentHash.substring(0, HASH_DIGITS);
    }

    Map<String, String> footer() {
        Map<String, String> footer = new TreeMap<>(
                Map.of(PREFIX + "manifest_id", manifestId, PREFIX + "content_hash", contentHash, PREFIX + "config_hash",
                        configHash, PREFIX + "enrichment_version", enrichmentVersion, PREFIX + "recipe_version",
                        recipeVersion));
        parentId.ifPresent(id -> footer.put(PREFIX + "parent_id", id));
        return footer;
    }

    /** What a footer states; entries that are missing are empty. */
    static ManifestIdentity of(Map<String, String> footer) {
        return new ManifestIdentity(footer.getOrDefault(PREFIX + "manifest_id", ""),
                footer.getOrDefault(PREFIX + "content_hash", ""), footer.getOrDefault(PREFIX + "config_hash", ""),
                footer.getOrDefault(PREFIX + "enrichment_version", ""),
                footer.getOrDefault(PREFIX + "recipe_version", ""),
                Optional.ofNullable(footer.get(PREFIX + "parent_id")));
    }
}
