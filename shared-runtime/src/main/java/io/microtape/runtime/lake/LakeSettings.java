package io.microtape.runtime.lake;

import io.microtape.runtime.config.Range;
import java.net.URI;

/** The {@code lake} block of the configuration; {@code conf/microtape.yaml} documents each key. */
public record LakeSettings(String bucket, String prefix, String endpoint, String region, boolean pathStyle,
        long partBytes) {
    /** The least that S3 takes for any part but the last. */
    private static final long LEAST_PART = 5L * 1024 * 1024;
    private static final long MOST_PART = 1024L * 1024 * 1024;

    public LakeSettings {
        Range.check("lake.part_bytes", partBytes, LEAST_PART, MOST_PART);
        if (!endpoint.isEmpty() && !isAddress(endpoint)) {
            throw new IllegalArgumentException(
                    "lake.endpoint is '%s'; give it as https://host:port".formatted(endpoint));
        }
        if (prefix.startsWith("/") || prefix.contains("//") || prefix.contains("..")) {
            throw new IllegalArgumentException(
                    "lake.prefix is '%s'; give names with / between them, such as research/tapes".formatted(prefix));
        }
        if (bucket.isEmpty() && !(prefix.isEmpty() && endpoint.isEmpty())) {
            throw new IllegalArgumentException("lake.bucket is empty, but lake.prefix or lake.endpoint is not");
        }
    }

    /** Whether a bucket holds the lake, and not a folder in the home. */
    public boolean remote() {
        return !bucket.isEmpty();
    }

    private static boolean isAddress(String text) {
        try {
            var address = URI.create(text);
            return ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))
                    && address.getHost() != null && address.getUserInfo() == null;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
