package io.microtape.standalone.progress;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBarRenderer;
import me.tongfei.progressbar.ProgressState;

/**
 * A bar with its figures in one line that never is longer than the terminal: where there is little room, the words at the
 * end go first, then the time that is left, then the count; the bar itself before the percentage.
 */
record BarLine(BarLook look) implements ProgressBarRenderer {
    private static final int MIN_BAR = 10;
    private static final int MAX_BAR = 40;
    private static final int PERCENT = 100;
    private static final Duration BEFORE_GUESSING = Duration.ofSeconds(3);

    @Override
    public String render(ProgressState state, int columns) {
        return line(state.getTaskName(), state.getCurrent() - state.getStart(), state.getStart(),
                Math.max(0, state.getMax()), state.getElapsedAfterStart(), state.getExtraMessage(), columns);
    }

    /**
     * The line.
     *
     * @param since done since it began
     * @param start done before
     * @param of    all of it; 0 for unknown
     */
    String line(String name, long since, long start, long of, Duration elapsed, String beside, int columns) {
        long done = start + since;
        List<String> parts = new ArrayList<>();
        if (of > 0) {
            parts.add(String.format(Locale.ROOT, "%3d %%", PERCENT * Math.min(done, of) / of));
            String all = String.format(Locale.ROOT, "%,d", of);
            parts.add(String.format(Locale.ROOT, "%," + all.length() + "d of %s", done, all));
            left(since, of - done, elapsed).ifPresent(parts::add);
        } else {
            parts.add(time(elapsed));
        }
        if (!beside.isBlank()) {
            parts.add(beside.strip());
        }
        // As wide as the words before the lines of a result, which come to stand below.
        String head = String.format(Locale.ROOT, "%-10s", name);
        while (parts.size() > 1 && columns - width(head, parts) < MIN_BAR) {
            parts.removeLast();
        }
        int room = Math.min(MAX_BAR, columns - width(head, parts));
        if (of > 0 && room >= MIN_BAR) {
            head += look.bar(room, (double) done / of) + "  ";
        }
        String line = head + String.join("  ", parts);
        return (of > 0 && room >= MIN_BAR) || line.length() <= columns
                ? line
                : line.substring(0, Math.max(0, columns));
    }

    /** What a line takes without its bar. */
    private static int width(String head, List<String> parts) {
        return head.length() + 2 + String.join("  ", parts).length();
    }

    private static Optional<String> left(long since, long remaining, Duration elapsed) {
        if (since <= 0 || remaining <= 0 || elapsed.compareTo(BEFORE_GUESSING) < 0) {
            return Optional.empty();
        }
        return Optional.of(
                time(Duration.ofMillis((long) ((double) elapsed.toMillis() * remaining / since))) + " left");
    }

    static String time(Duration duration) {
        long seconds = Math.max(0, Math.round(duration.toMillis() / 1000.0));
        if (seconds < 60) {
            return seconds + " s";
        }
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d:%02d min", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%,d:%02d h", seconds / 3600, seconds / 60 % 60);
    }
}
