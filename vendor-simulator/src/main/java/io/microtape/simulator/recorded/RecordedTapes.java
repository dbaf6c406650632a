package io.microtape.simulator.recorded;

import io.microtape.model.capture.Tape;
import io.microtape.model.session.NewYorkTime;
import io.microtape.runtime.table.TableException;
import io.microtape.simulator.tape.Order;
import io.microtape.simulator.tape.TableCache;
import io.microtape.simulator.tape.TapeRows;
import io.microtape.simulator.tape.TapeSource;
import io.microtape.simulator.tape.TimeRange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tapes recorded as {@code DIR/ticks/{trades|quotes}/{SYMBOL}_{date}.parquet}, one file for a symbol's New York date.
 * Every value comes through as it is; a day without a file has no rows. The files are listed once, at the start: a
 * symbol from a URL is only ever looked up among them and never becomes part of a path. Days are read when first asked
 * for, and a bounded number of rows is kept.
 */
public final class RecordedTapes implements TapeSource {
    /** About 150 MB of quotes. */
    private static final long CACHED_ROWS = 1_500_000;
    private static final Pattern FILE = Pattern.compile("(.+)_(\\d{4}-\\d{2}-\\d{2})\\.parquet");

    private final Map<Tape, Map<String, NavigableMap<LocalDate, Path>>> files = new EnumMap<>(Tape.class);
    private final TableCache<Path> days = new TableCache<>(CACHED_ROWS);

    /**
     * @param folder the one that holds {@code ticks}
     * @throws TableException when there is no {@code ticks} folder in it, or a file is misnamed
     */
    public RecordedTapes(Path folder) {
        Path ticks = folder.resolve("ticks");
        if (!Files.isDirectory(ticks)) {
            throw new TableException("%s is no folder; recorded tapes are expected in it".formatted(ticks));
        }
        for (Tape tape : Tape.values()) {
            files.put(tape, list(ticks.resolve(tape.word())));
        }
    }

    @Override
    public Iterable<TapeRows> stretches(String ticker, Tape tape, TimeRange range, Order order) {
        NavigableMap<LocalDate, Path> dates = files.get(tape).get(ticker);
        if (dates == null || range.isEmpty()) {
            return List.of();
        }
        NavigableMap<LocalDate, Path> asked = dates.subMap(NewYorkTime.date(range.from()), true,
                NewYorkTime.date(range.to() - 1), true);
        Collection<Path> paths = (order == Order.ASC ? asked : asked.descendingMap()).values();
        return () -> lazily(paths, tape, range);
    }

    private Iterator<TapeRows> lazily(Collection<Path> paths, Tape tape, TimeRange range) {
        return paths.stream()
                .map(path -> TapeRows.of(days.get(path, () -> RecordedDay.read(path, tape))).in(range)).iterator();
    }

    private static Map<String, NavigableMap<LocalDate, Path>> list(Path folder) {
        Map<String, NavigableMap<LocalDate, Path>> found = new HashMap<>();
        if (!Files.isDirectory(folder)) {
            return found;
        }
        try (Stream<Path> paths = Files.list(folder)) {
            paths.forEach(path -> {
                Matcher name = FILE.matcher(path.getFileName().toString());
                if (name.matches()) {
                    found.computeIfAbsent(name.group(1), _ -> new TreeMap<>()).put(date(path, name.group(2)), path);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static LocalDate date(Path path, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new TableException("%s carries no date in its name".formatted(path), e);
        }
    }
}
