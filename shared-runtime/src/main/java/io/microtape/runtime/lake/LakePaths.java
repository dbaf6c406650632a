package io.microtape.runtime.lake;

import io.microtape.model.capture.CaptureSpec;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Where a capture's file goes: {@code event_windows/{symbol}/{yyyyMMdd_HHmmss}_{tape}.parquet} (UTC). The symbol is
 * encoded so that two symbols never share a folder, not even on file systems that ignore case, and none leaves the lake:
 * upper-case letters, digits, minus and inner dots stay, every other byte becomes {@code %HH}.
 */
public final class LakePaths {
    private static final String WINDOWS = "event_windows";
    private static final String SUFFIX = ".parquet";
    private static final String FULL = "_full";
    /** Names that Windows keeps for devices, whatever their ending. */
    private static final Set<String> DEVICES = Set.of("CON", "PRN", "AUX", "NUL", "COM1", "COM2", "COM3", "COM4",
            "COM5", "COM6", "COM7", "COM8", "COM9", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8",
            "LPT9");

    private LakePaths() {}

    /** The path of a capture's file, relative to the lake, with forward slashes. */
    public static String of(CaptureSpec spec) {
        String stem = spec.windowId().value().substring(spec.symbol().length() + 1);
        return WINDOWS + '/' + folder(spec.symbol()) + '/' + stem + '_' + spec.tape().word() + SUFFIX;
    }

    /** The path of the full tape that is kept beside the thinned one at {@code path}. */
    public static String fullTape(String path) {
        return path.substring(0, path.length() - SUFFIX.length()) + FULL + SUFFIX;
    }

    /** The path of the thinned tape beside the full one at {@code path}; empty when that is no full tape's. */
    public static Optional<String> besideFullTape(String path) {
        return path.endsWith(FULL + SUFFIX)
                ? Optional.of(path.substring(0, path.length() - FULL.length() - SUFFIX.length()) + SUFFIX)
                : Optional.empty();
    }

    static String folder(String symbol) {
        boolean device = DEVICES.contains(symbol.split("\\.", 2)[0]);
        byte[] bytes = symbol.getBytes(StandardCharsets.UTF_8);
        StringBuilder encoded = new StringBuilder();
        for (int i = 0; i < bytes.length; i++) {
            char c = (char) (bytes[i] & 0xFF);
            boolean innerDot = c == '.' && i > 0 && i < bytes.length - 1 && bytes[i - 1] != '.';
            boolean plain = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || innerDot;
            if (plain && !(device && i == 0)) {
                encoded.append(c);
            } else {
                encoded.append(String.format(Locale.ROOT, "%%%02X", (int) c));
            }
        }
        return encoded.toString();
    }
}
