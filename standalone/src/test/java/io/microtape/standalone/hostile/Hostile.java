package io.microtape.standalone.hostile;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What a stranger might send: texts, JSON values and damaged bytes. Half is a list of what has hurt programs before, half is
 * made up from the seed, so the same seed sends the same.
 */
final class Hostile {
    /** How many seeds each door is given; every one sends other values. */
    static final int SEEDS = Integer.getInteger("microtape.seeds", 1);
    static final int FIRST_SEED = Integer.getInteger("microtape.first_seed", 1);

    private static final List<String> TEXTS = List.of("", " ", "\0", "a\0b", "..", "../../x", "..\\..\\x", "%2e%2e%2f",
            "/etc/passwd",
            "file:///etc/passwd", "CON", "NUL.txt", ".hidden", "a/b", "%2F", "%00", "%", "%zz", "%s%n%x",
            "${jndi:ldap://x/y}",
            "{{7*7}}", "'; drop table captures; --", "\" or \"\"=\"", "<script>alert(1)</script>", "\r\nX-Evil: 1",
            "\n", "\t",
            "-", "-1", "0", "00", "1e9", "1e999", "-0", "NaN", "Infinity", "0x7f", "2147483648", "9223372036854775808",
            "99999999999999999999999999", "1.5", "１２", "true", "null", "undefined", "[]", "{}", "*", "**", ".*",
            "(a+)+$", "[", "_",
            "\u202Eabc", "\uFEFF", "\uD83D\uDCA9", "\uD800", "\u0000", "é", "ﬀ", "İ", "ß", "ＡＡＰＬ", "9999-12-31",
            "-999999999-01-01",
            "+999999999-12-31", "2024-02-30", "2024-13-01", "0000-00-00", "2024-03-08T00:00:00Z");
    private static final List<String> JSON_VALUES = List.of("null", "true", "0", "-1", "1.5", "1e400", "-1e400",
            "1e-400", "NaN",
            "Infinity", "9223372036854775808", "123456789012345678901234567890", "\"\"", "\"\\u0000\"", "\"\\ud800\"",
            "\"../../x\"", "[]", "{}", "[null]", "[[[[]]]]", "{\"\":{}}", "\"true\"", "\"1\"", "[1,\"a\",{}]",
            "1E1000000000",
            "\"\\u202e\"", "'a'", "0x10", "01", "+1", ".5", "\"9999999999h\"", "\"-1s\"");
    private static final int LONG = 3_000;

    private final SplittableRandom random;

    Hostile(long seed) {
        this.random = new SplittableRandom(seed);
    }

    int number(int bound) {
        return random.nextInt(bound);
    }

    <T> T oneOf(List<T> choice) {
        return choice.get(random.nextInt(choice.size()));
    }

    String text() {
        return switch (random.nextInt(8)) {
            case 0 -> garbage(1 + random.nextInt(40));
            case 1 -> oneOf(TEXTS) + oneOf(TEXTS);
            case 2 -> "A".repeat(1 + random.nextInt(LONG));
            case 3 -> Long.toString(random.nextLong());
            default -> oneOf(TEXTS);
        };
    }

    /** This many different texts. */
    List<String> texts(int count) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(text());
        }
        return texts;
    }

    /** A value as it would stand in JSON, or something that cannot stand there. */
    String json() {
        return switch (random.nextInt(8)) {
            case 0 -> nested(1 + random.nextInt(2_000), '[', ']');
            case 1 -> '"' + "A".repeat(random.nextInt(20_000)) + '"';
            case 2 -> "9".repeat(1 + random.nextInt(2_000));
            default -> oneOf(JSON_VALUES);
        };
    }

    static String nested(int depth, char open, char close) {
        return String.valueOf(open).repeat(depth) + String.valueOf(close).repeat(depth);
    }

    /** Characters of every sort, whether they belong together or not. */
    String garbage(int length) {
        var text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) switch (random.nextInt(4)) {
                case 0 -> random.nextInt(32);
                case 1 -> random.nextInt(0x10000);
                default -> 32 + random.nextInt(96);
            });
        }
        return text.toString();
    }

    byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** The same bytes with a few of them changed, moved, doubled, or missing. */
    byte[] damaged(byte[] whole) {
        byte[] changed = whole.clone();
        switch (random.nextInt(5)) {
            case 0 -> changed = Arrays.copyOf(changed, random.nextInt(changed.length));
            case 1 -> {
                int at = random.nextInt(changed.length);
                int length = Math.min(1 + random.nextInt(64), changed.length - at);
                System.arraycopy(bytes(length), 0, changed, at, length);
            }
            case 2 -> {
                // Lengths and counts stand near the end of a Parquet file.
                int at = Math.max(0, changed.length - 1 - random.nextInt(Math.min(changed.length, 400)));
                changed[at] = (byte) (random.nextBoolean() ? 0xFF : 0x7F);
            }
            default -> {
                int flips = 1 + random.nextInt(8);
                for (int i = 0; i < flips; i++) {
                    changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
                }
            }
        }
        return changed;
    }

    /** A text as a query or a path would carry it: escaped in whole, or as badly as it is. */
    String inAddress(String text) {
        if (random.nextInt(4) == 0) {
            return text.replaceAll("[^\\x21-\\x7e]|[#?&]", "");
        }
        var escaped = new StringBuilder();
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            escaped.append("%%%02x".formatted(each));
        }
        return escaped.toString();
    }
}
