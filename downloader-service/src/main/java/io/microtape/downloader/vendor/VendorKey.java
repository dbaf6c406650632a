package io.microtape.downloader.vendor;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

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
    private final Pattern anyForm;

    public VendorKey(String value) {
        if (value.isBlank() || value.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new IllegalArgumentException("the vendor key is empty or holds characters that no key has; check %s"
                    .formatted(MICROTAPE_VARIABLE));
        }
        this.value = value;
        this.anyForm = Pattern.compile(value.chars().mapToObj(VendorKey::anyForm).collect(Collectors.joining()));
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

    /** The text without the key, as it is or with any of its characters percent-encoded, once or twice. */
    public String redact(String text) {
        return anyForm.matcher(text).replaceAll(MASK);
    }

    private static String anyForm(int character) {
        String hex = Integer.toHexString(character);
        return "(?:%s|%%(?:25)?(?i:%s))".formatted(Pattern.quote(Character.toString(character)), hex);
    }

    @Override
    public String toString() {
        return MASK;
    }
}
