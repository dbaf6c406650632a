package io.microtape.downloader.vendor;

import java.util.Map;
import java.util.Optional;

/**
 * The vendor's key. It prints as asterisks, has no getter for anything but the request header, and is cut out of any
 * text that a vendor echoes back.
 */
public final class VendorKey {
    /** The environment variables it may stand in, in order of preference. */
    public static final String MICROTAPE_VARIABLE = "MICROTAPE_VENDOR_API_KEY";
    private static final String POLYGON_VARIABLE = "POLYGON_API_KEY";
    private static final String MASK = "***";

    private final String value;

    public VendorKey(String value) {
        if (value.isBlank() || value.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new IllegalArgumentException("the vendor key is empty or holds characters that no key has; check %s"
                    .formatted(MICROTAPE_VARIABLE));
        }
        this.value = value;
    }

    /** The key in an environment, if there is one. */
    public static Optional<VendorKey> from(Map<String, String> environment) {
        return Optional.ofNullable(environment.get(MICROTAPE_VARIABLE))
                .or(() -> Optional.ofNullable(environment.get(POLYGON_VARIABLE))).map(String::trim)
                .filter(text -> !text.isEmpty()).map(VendorKey::new);
    }

    /** The value of the {@code Authorization} header. */
    public String bearer() {
        return "Bearer " + value;
    }

    /** The text without the key. */
    public String redact(String text) {
        return text.replace(value, MASK);
    }

    @Override
    public String toString() {
        return MASK;
    }
}
