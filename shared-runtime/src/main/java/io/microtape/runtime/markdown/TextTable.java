package io.microtape.runtime.markdown;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A Markdown table whose columns are padded, so that it also reads well as plain text. */
public final class TextTable {
    private static final String RIGHT = ">";

    private final List<String[]> rows = new ArrayList<>();
    private final boolean[] right;

    /** @param columns titles; one that begins with {@code >} makes a column of numbers, aligned to the right */
    public TextTable(String... columns) {
        right = new boolean[columns.length];
        String[] titles = new String[columns.length];
        for (int i = 0; i < columns.length; i++) {
            right[i] = columns[i].startsWith(RIGHT);
            titles[i] = right[i] ? columns[i].substring(1) : columns[i];
        }
        rows.add(titles);
    }

    public TextTable row(String... cells) {
        rows.add(Arrays.stream(cells).map(cell -> Printable.of(cell).replace("|", "\\|").replace("<", "\\<"))
                .toArray(String[]::new));
        return this;
    }

    public List<String> lines() {
        int[] width = new int[right.length];
        rows.forEach(row -> {
            for (int i = 0; i < width.length; i++) {
                width[i] = Math.max(Math.max(width[i], 3), Printable.width(row[i]));
            }
        });
        List<String> lines = new ArrayList<>();
        rows.forEach(row -> lines.add(line(row, width)));
        var rule = new StringBuilder("|");
        for (int i = 0; i < width.length; i++) {
            rule.append(right[i] ? "-".repeat(width[i] + 1) + ":|" : "-".repeat(width[i] + 2) + "|");
        }
        lines.add(1, rule.toString());
        return lines;
    }

    private String line(String[] row, int[] width) {
        var line = new StringBuilder("|");
        for (int i = 0; i < width.length; i++) {
            line.append(' ').append(right[i] ? Printable.right(row[i], width[i]) : Printable.left(row[i], width[i]))
                    .append(" |");
        }
        return line.toString();
    }
}
