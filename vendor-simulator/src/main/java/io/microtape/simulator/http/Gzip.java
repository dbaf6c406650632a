package io.microtape.simulator.http;

import io.microtape.simulator.fault.Effect.GzipDamage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** gzip for those who ask for it. */
final class Gzip {
    private static final int SPACES_AT_ONCE = 1 << 16;
    private static final int TRAILER = 8;
    private static final byte[] GARBAGE = "no gzip".getBytes(StandardCharsets.US_ASCII);

    private Gzip() {}

    static boolean wanted(String acceptEncoding) {
        if (acceptEncoding == null) {
            return false;
        }
        for (String coding : acceptEncoding.toLowerCase(Locale.ROOT).split(",", -1)) {
            String[] parts = coding.strip().split("\\s*;\\s*", -1);
            if (parts[0].equals("gzip")) {
                return parts.length == 1 || !parts[1].matches("q=0(\\.0*)?");
            }
        }
        return false;
    }

    static byte[] compressed(byte[] body) {
        return compressed(body, 0);
    }

    /** The body and so many spaces behind it, which take a thousandth of their room. */
    static byte[] compressed(byte[] body, long spaces) {
        var bytes = new ByteArrayOutputStream(body.length / 6 + 64);
        try (OutputStream out = new Fast(bytes)) {
            out.write(body);
            byte[] blank = new byte[(int) Math.min(spaces, SPACES_AT_ONCE)];
            Arrays.fill(blank, (byte) ' ');
            for (long rest = spaces; rest > 0; rest -= blank.length) {
                out.write(blank, 0, (int) Math.min(rest, blank.length));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** What the damage leaves of a gzip stream. */
    static byte[] damaged(byte[] stream, GzipDamage damage) {
        return switch (damage) {
            case HALF -> Arrays.copyOf(stream, stream.length / 2);
            case NO_TRAILER -> Arrays.copyOf(stream, stream.length - TRAILER);
            case WRONG_TRAILER -> {
                byte[] wrong = stream.clone();
                wrong[stream.length - TRAILER] ^= 1;
                yield wrong;
            }
            case GARBAGE_AFTER -> {
                byte[] longer = Arrays.copyOf(stream, stream.length + GARBAGE.length);
                System.arraycopy(GARBAGE, 0, longer, stream.length, GARBAGE.length);
                yield longer;
            }
        };
    }

    /** The fastest level: the simulator is to measure its clients, not zlib. */
    private static final class Fast extends GZIPOutputStream {
        Fast(OutputStream out) throws IOException {
            super(out, 16 * 1024);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
