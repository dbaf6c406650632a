package io.microtape.runtime.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** An {@code Accept} header (RFC 9110): which media types a client takes, and how gladly. */
public final class MediaRanges {
    private final List<Range> ranges;

    private MediaRanges(List<Range> ranges) {
        this.ranges = ranges;
    }

    /** One range of the header; {@code *} stands for any. */
    private record Range(String type, String subtype, double quality) {
        boolean holds(String mediaType) {
            String[] parts = mediaType.split("/", 2);
            return (type.equals("*") || type.equals(parts[0])) && (subtype.equals("*") || subtype.equals(parts[1]));
        }

        int precision() {
            return (type.equals("*") ? 0 : 1) + (subtype.equals("*") ? 0 : 1);
        }
    }

    /** What the header lines say; without any, everything is taken. A range that cannot be read is as if not there. */
    public static MediaRanges of(List<String> lines) {
        List<Range> ranges = new ArrayList<>();
        for (String line : lines) {
            for (String range : line.split(",", -1)) {
                range(range).ifPresent(ranges::add);
            }
        }
        return new MediaRanges(lines.isEmpty() ? List.of(new Range("*", "*", 1)) : ranges);
    }

    /** From 0, not taken, to 1; the most precise range that holds the type decides. */
    public double quality(String mediaType) {
        Range best = null;
        for (Range range : ranges) {
            if (range.holds(mediaType) && (best == null || range.precision() > best.precision())) {
                best = range;
            }
        }
        return best == null ? 0 : best.quality();
    }

    private static Optional<Range> range(String text) {
        String[] parts = text.toLowerCase(Locale.ROOT).split(";", -1);
        String[] type = parts[0].strip().split("/", -1);
        if (type.length != 2 || type[0].isEmpty() || type[1].isEmpty()) {
            return Optional.empty();
        }
        double quality = 1;
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip();
            if (parameter.startsWith("q=")) {
                quality = weight(parameter);
            }
        }
        return Optional.of(new Range(type[0], type[1], quality));
    }

    private static double weight(String parameter) {
        try {
            double quality = Double.parseDouble(parameter.substring(2).strip());
            return quality >= 0 && quality <= 1 ? quality : 0;
        } catch (NumberFormatException _) {
            return 0;
        }
    }
}
