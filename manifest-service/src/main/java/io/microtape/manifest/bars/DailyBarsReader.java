package io.microtape.manifest.bars;

import io.microtape.manifest.bars.DailyBars.Range;
import io.microtape.manifest.input.FileIdentity;
import io.microtape.manifest.input.InputFile;
import io.microtape.manifest.input.InputFiles;
import io.microtape.manifest.input.InputTable;
import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.TableException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads daily bars from one file or a folder of files. A bar that is there twice is taken once; two different bars of one
 * symbol and date stop the reading, because no rule could choose between them.
 */
public final class DailyBarsReader {
    private static final Set<String> WANTED = Set.of("symbol", "date", "open", "high", "low", "close", "volume",
            "vwap");
    private static final Comparator<Bar> ORDER = Comparator.comparing(Bar::symbol).thenComparingInt(Bar::day);

    private DailyBarsReader() {}

    private record Bar(String symbol, int day, double open, double high, double low, double close, double volume,
            double vwap) {
        /** Day volume times VWAP, or times the typical price where no VWAP is given. */
        double dollarVolume() {
            return volume * (Double.isNaN(vwap) ? (high + low + close) / 3 : vwap);
        }
    }

    /**
     * Reads all bars at a path.
     *
     * @throws TableException when nothing is there, a file cannot be read, a needed column is missing or bars contradict
     */
    public static DailyBars read(Path path) {
        List<FileIdentity> files = new ArrayList<>();
        List<Bar> bars = new ArrayList<>();
        for (InputFile file : InputFiles.at(path.toString())) {
            append(file.path(), bars);
            files.add(file.identity());
        }
        bars.sort(ORDER);
        return metrics(files, distinct(bars, path));
    }

    private static void append(Path path, List<Bar> bars) {
        InputTable table = InputTable.read(path, WANTED);
        Column.Strings symbol = table.texts(table.require("symbol"));
        int[] day = table.dates(table.require("date"));
        double[] open = table.numbers(table.require("open"));
        double[] high = table.numbers(table.require("high"));
        double[] low = table.numbers(table.require("low"));
        double[] close = table.numbers(table.require("close"));
        double[] volume = table.numbers(table.require("volume"));
        double[] vwap = table.numbers("vwap");
        for (int row = 0; row < table.rows(); row++) {
            if (symbol.isNull(row)) {
                throw new TableException("%s: column symbol, row %d is empty; name the symbol of every bar"
                        .formatted(path, row));
            }
            var bar = new Bar(symbol.get(row), day[row], open[row], high[row], low[row], close[row], volume[row],
                    vwap[row]);
            // A bar without volume or price is no session: it neither has metrics nor counts for others.
            if (bar.dollarVolume() >= 0) {
                bars.add(bar);
            }
        }
    }

    private static List<Bar> distinct(List<Bar> sorted, Path path) {
        List<Bar> distinct = new ArrayList<>(sorted.size());
        for (Bar bar : sorted) {
            Bar last = distinct.isEmpty() ? null : distinct.getLast();
            if (last == null || ORDER.compare(last, bar) != 0) {
                distinct.add(bar);
            } else if (!last.equals(bar)) {
                throw new TableException(
                        "%s: there are two different bars of %s on %s; keep one of them".formatted(path,
                                bar.symbol(), LocalDate.ofEpochDay(bar.day())));
            }
        }
        return distinct;
    }

    private static DailyBars metrics(List<FileIdentity> files, List<Bar> bars) {
        int[] day = bars.stream().mapToInt(Bar::day).toArray();
        double[] dollarVolume = bars.stream().mapToDouble(Bar::dollarVolume).toArray();
        double[] low = bars.stream().mapToDouble(Bar::low).toArray();
        double[] close = bars.stream().mapToDouble(Bar::close).toArray();
        double[] rvol = new double[day.length];
        byte[] restricted = new byte[day.length];
        Map<String, Range> ranges = new HashMap<>();
        int first = 0;
        for (int i = 0; i < day.length; i++) {
            if (!bars.get(i).symbol().equals(bars.get(first).symbol())) {
                first = i;
            }
            rvol[i] = DayMetrics.rvol(dollarVolume, first, i);
            restricted[i] = DayMetrics.shortSaleRestricted(low, close, first, i);
            ranges.put(bars.get(i).symbol(), new Range(first, i + 1));
        }
        return new DailyBars(List.copyOf(files), Map.copyOf(ranges), day, dollarVolume, rvol, restricted);
    }
}
