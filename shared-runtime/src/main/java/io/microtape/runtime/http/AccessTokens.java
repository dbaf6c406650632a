package io.microtape.runtime.http;

import io.microtape.runtime.config.ConfigException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The access tokens of a server. It keeps their SHA-256 only, so none can come out of it again, and compares those in
 * constant time: how long an answer takes says nothing about how much of a token was right.
 */
public final class AccessTokens {
    /** Environment variable of the tokens that may read; several with commas. */
    public static final String READ_VARIABLE = "MICROTAPE_READ_TOKEN";
    /** Environment variable of the tokens that may also operate; several with commas. */
    public static final String OPERATE_VARIABLE = "MICROTAPE_OPERATE_TOKEN";
    /** No tokens: everybody who reaches the server may do everything. */
    public static final AccessTokens NONE = new AccessTokens(List.of(), List.of());

    private static final int MIN_CHARACTERS = 32;
    /** What the header can carry (RFC 6750). */
    private static final Pattern BEARABLE = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    private final List<byte[]> reading;
    private final List<byte[]> operating;

    private AccessTokens(List<byte[]> reading, List<byte[]> operating) {
        this.reading = reading;
        this.operating = operating;
    }

    /**
     * The tokens of an environment.
     *
     * @throws ConfigException when one is shorter than 32 characters, or holds what a header cannot carry; which one, is said
     *                         by its place
     */
    public static AccessTokens from(Map<String, String> environment) {
        return new AccessTokens(hashes(environment, READ_VARIABLE), hashes(environment, OPERATE_VARIABLE));
    }

    /** Whether a header can carry a text as a token. */
    public static boolean bearable(String token) {
        return BEARABLE.matcher(token).matches();
    }

    /** Whether there are none, so that nobody is asked for one. */
    public boolean none() {
        return reading.isEmpty() && operating.isEmpty();
    }

    /** Whether anybody may operate. */
    boolean letOperate() {
        return !operating.isEmpty();
    }

    /** The role of whoever shows this token; empty for an unknown one. */
    Optional<Role> role(String token) {
        byte[] shown = sha256(token);
        boolean operates = holds(operating, shown);
        boolean reads = holds(reading, shown);
        return operates ? Optional.of(Role.OPERATE) : reads ? Optional.of(Role.READ) : Optional.empty();
    }

    private static boolean holds(List<byte[]> hashes, byte[] shown) {
        boolean found = false;
        for (byte[] hash : hashes) {
            found |= MessageDigest.isEqual(hash, shown);
        }
        return found;
    }

    private static List<byte[]> hashes(Map<String, String> environment, String variable) {
        String value = environment.getOrDefault(variable, "");
        if (value.isBlank()) {
            return List.of();
        }
        List<byte[]> hashes = new ArrayList<>();
        for (String token : Arrays.stream(value.split(",", -1)).map(String::strip).toList()) {
            String which = "token %d of %s".formatted(hashes.size() + 1, variable);
            if (token.length() < MIN_CHARACTERS) {
                throw new ConfigException(
                        "%s has %d characters; an access token needs at least %d, for example those of: openssl rand -hex 32"
                                .formatted(which, token.length(), MIN_CHARACTERS));
            }
            if (!bearable(token)) {
                throw new ConfigException(
                        "%s has a character that a header cannot carry; use letters, digits and . _ ~ + / - only, for example those of: openssl rand -hex 32"
                                .formatted(which));
            }
            hashes.add(sha256(token));
        }
        return List.copyOf(hashes);
    }

    private static byte[] sha256(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
