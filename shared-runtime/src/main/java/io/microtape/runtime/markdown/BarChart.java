package io.microtape.runtime.markdown;

import java.util.ArrayList;
import java.util.List;

/** Horizontal bars as text, to the scale of the longest; a value that is there but too small for a block shows as a line. */
public final class BarChart {
    private static final int WIDTH = 40;
    private static final int LONGEST_LABEL = 32;
    private static final String BLOCK = "█";
    private static final String SLIVER = "▏";

    private final List<Bar> bars = new ArrayList<>();

    private record Bar(String label, double value, String number, String remark) {}

    public BarChart bar(String label, double value, String number, String remark) {
        // A backtick could end the code block that the chart stands in.
        bars.add(new Bar(Printable.cut(Printable.of(label).replace('`', '\''), LONGEST_LABEL), value, number, remark));
        return this;
    }

    public BarChart bar(String label, int count) {
        return bar(label, count, Numbers.whole(count), "");
    }

    public List<String> lines() {
        int label = bars.stream().mapToInt(bar -> Printable.width(bar.label)).max().orElse(0);
        int number = bars.stream().mapToInt(bar -> Printable.width(bar.number)).max().orElse(0);
        double longest = bars.stream().mapToDouble(Bar::value).max().orElse(0);
        return bars.stream()
                .map(bar -> "%s  %s  %s  %s".formatted(Printable.left(bar.label, label),
                        Printable.right(bar.number, number), Printable.left(blocks(bar.value, longest), WIDTH),
                        bar.remark).stripTrailing())
                .toList();
    }

    private static String blocks(double value, double longest) {
        int blocks = longest > 0 ? (int) Math.round(value * WIDTH / longest) : 0;
        return blocks == 0 && value > 0 ? SLIVER : BLOCK.repeat(blocks);
    }
}
