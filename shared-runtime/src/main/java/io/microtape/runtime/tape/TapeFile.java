package io.microtape.runtime.tape;

import io.microtape.model.capture.CaptureProof;
import io.microtape.model.capture.CaptureSpec;
import io.microtape.model.capture.Findings;
import io.microtape.model.capture.Grade;
import io.microtape.model.capture.RawTape;
import io.microtape.runtime.lake.Lake;
import io.microtape.runtime.lake.LakeFile;
import io.microtape.runtime.lake.LakePaths;
import io.microtape.runtime.lake.LakeUnavailableException;
import io.microtape.runtime.parquet.ParquetTables;
import io.microtape.runtime.table.TableException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/** A capture's file in the lake: what its footer says, and whether it holds what it should. */
public final class TapeFile {
    private static final String PREFIX = "microtape.";
    private static final String CAPTURE_ID = PREFIX + "capture_id";
    private static final String ROWS_RECEIVED = PREFIX + "rows_received";
    private static final String ROWS_KEPT = PREFIX + "rows_kept";
    private static final String VENDOR = PREFIX + "vendor";
    private static final String ENDPOINT = PREFIX + "endpoint";
    private static final String PAGES = PREFIX + "pages";
    private static final String COVERS_FROM = PREFIX + "covers_from_ns";
    private static final String COVERS_TO = PREFIX + "covers_to_ns";
    private static final String FULL_TAPE = PREFIX + "full_tape";
    private static final String GRADE = PREFIX + "grade";
    private static final String TICK_CONTINUITY = PREFIX + "tick_continuity";
    private static final String TRADES_PER_SECOND = PREFIX + "event_trades_per_second";
    private static final String RELATIVE_SPREAD = PREFIX + "event_relative_spread";
    private static final String EXTENSION = PREFIX + "extension";

    private TapeFile() {}

    /**
     * What a footer says of where its rows came from.
     *
     * @param vendor     the vendor's name
     * @param endpoint   host and path that answered, without the key
     * @param sizeUnit   unit of quote sizes: {@code round_lots}, {@code shares} or {@code unknown}
     * @param fetchedAt  when the last page arrived, ISO 8601
     * @param requestIds the vendor's ids of the answers, in order
     * @param software   this software's version
     */
    public record Origin(String manifestId, String vendor, String endpoint, String sizeUnit, String fetchedAt,
            String requestIds, String software) {}

    /**
     * What a footer says of the rows.
     *
     * @param received rows in the vendor's pages
     * @param kept     rows in the file
     * @param pages    pages they came in
     * @param from     first instant that is covered, epoch nanoseconds
     * @param to       first instant after that
     * @param fullTape whether this is the full tape beside a thinned one
     */
    public record Contents(long received, long kept, int pages, long from, long to, boolean fullTape,
            Findings findings) {
        /** The same of a file that holds so many of the rows. */
        public Contents with(long rows, boolean full) {
            return new Contents(received, rows, pages, from, to, full, findings);
        }
    }

    /**
     * Where the rows of a file of the lake came from; empty when there is no such file, or none of a capture.
     *
     * @throws LakeUnavailableException when it cannot be said whether there is one
     */
    public static Optional<Origin> origin(Lake lake, String path) throws LakeUnavailableException {
        try (LakeFile file = lake.look(path)) {
            Map<String, String> footer = ParquetTables.footer(file.path());
            return footer.containsKey(CAPTURE_ID)
                    ? Optional.of(new Origin(footer.get(PREFIX + "manifest_id"), footer.get(VENDOR),
                            footer.get(ENDPOINT), footer.get(PREFIX + "size_unit"), footer.get(PREFIX + "fetched_at"),
                            footer.get(PREFIX + "request_ids"), footer.get(PREFIX + "software")))
                    : Optional.empty();
        } catch (LakeUnavailableException e) {
            throw e;
        } catch (TableException | IOException e) {
            return Optional.empty();
        }
    }

    /** The footer entries of a capture's file. */
    public static Map<String, String> footer(CaptureSpec spec, Origin origin, Contents contents) {
        Map<String, String> footer = new TreeMap<>();
        footer.put(CAPTURE_ID, spec.captureId());
        footer.put(PREFIX + "window_id", spec.windowId().value());
        footer.put(PREFIX + "symbol", spec.symbol());
        footer.put(PREFIX + "tape", spec.tape().word());
        footer.put(PREFIX + "event_at_ns", Long.toString(spec.eventAt()));
        footer.put(PREFIX + "window_from_ns", Long.toString(spec.windowFrom()));
        footer.put(PREFIX + "window_to_ns", Long.toString(spec.windowTo()));
        footer.put(COVERS_FROM, Long.toString(contents.from()));
        footer.put(COVERS_TO, Long.toString(contents.to()));
        footer.put(FULL_TAPE, Boolean.toString(contents.fullTape()));
        footer.put(PREFIX + "by_change_only", Boolean.toString(spec.policy().byChangeOnly()));
        footer.put(PREFIX + "max_rate_hz", Integer.toString(spec.policy().maxRateHz()));
        footer.put(ROWS_RECEIVED, Long.toString(contents.received()));
        footer.put(ROWS_KEPT, Long.toString(contents.kept()));
        footer.put(PAGES, Integer.toString(contents.pages()));
        footer.put(PREFIX + "manifest_id", origin.manifestId());
        footer.put(VENDOR, origin.vendor());
        footer.put(ENDPOINT, origin.endpoint());
        footer.put(PREFIX + "size_unit", origin.sizeUnit());
        footer.put(PREFIX + "fetched_at", origin.fetchedAt());
        footer.put(PREFIX + "request_ids", origin.requestIds());
        footer.put(PREFIX + "software", origin.software());
        Findings findings = contents.findings();
        footer.put(GRADE, findings.grade().name());
        footer.put(TICK_CONTINUITY, Double.toString(findings.tickContinuity()));
        footer.put(TRADES_PER_SECOND, Double.toString(findings.tradesPerSecond()));
        footer.put(RELATIVE_SPREAD, Double.toString(findings.relativeSpread()));
        footer.put(EXTENSION, findings.extension());
        return footer;
    }

    /**
     * Opens the file of a capture in the lake and measures it, and the full tape beside it where there should be one: every
     * page of every column is read and its checksum verified.
     *
     * @throws NoSuchFileException when one is not there
     * @throws IOException    when one cannot be opened at all, which says nothing of what it holds
     * @throws TableException when one is no readable Parquet, or is not the file of this capture, or does not hold the rows
     *                        and the window that its footer states
     */
    public static CaptureProof prove(Lake lake, String path, CaptureSpec spec) throws IOException {
        try (LakeFile file = lake.read(path)) {
            if (!spec.keepRaw()) {
                return prove(file, file, spec);
            }
            try (LakeFile fullTape = lake.read(LakePaths.fullTape(path))) {
                return prove(file, fullTape, spec);
            }
        }
    }

    /**
     * As above, of files that are open.
     *
     * @param fullTape looked at only when the capture keeps it
     */
    public static CaptureProof prove(LakeFile file, LakeFile fullTape, CaptureSpec spec) throws IOException {
        try {
            return measured(file.path(), fullTape.path(), spec);
        } catch (TableException e) {
            throw fullTape.named(file.named(e));
        }
    }

    private static CaptureProof measured(Path file, Path fullTape, CaptureSpec spec) throws IOException {
        Measured thinned = measure(file, spec, false);
        Optional<RawTape> raw = Optional.empty();
        if (spec.keepRaw()) {
            Measured full = measure(fullTape, spec, true);
            if (full.stamps().rows != number(file, thinned.footer(), ROWS_RECEIVED)) {
                throw new TableException("%s does not hold all the rows that %s was thinned from".formatted(fullTape,
                        file.getFileName()));
            }
            raw = Optional.of(new RawTape(Files.size(fullTape), Lake.sha256(fullTape)));
        }
        Map<String, String> footer = thinned.footer();
        return new CaptureProof(number(file, footer, ROWS_RECEIVED), thinned.stamps().rows, Files.size(file),
                Lake.sha256(file), thinned.stamps().first, thinned.stamps().last,
                Math.toIntExact(number(file, footer, PAGES)), number(file, footer, COVERS_FROM),
                number(file, footer, COVERS_TO), raw, findings(file, footer));
    }

    private record Measured(Map<String, String> footer, Stamps stamps) {}

    private static Measured measure(Path file, CaptureSpec spec, boolean fullTape) throws IOException {
        // A file that may not be opened, or not now, is no damaged file: this tells the two apart.
        FileChannel.open(file).close();
        Map<String, String> footer = new HashMap<>();
        var stamps = new Stamps();
        ParquetTables.verify(file, entries -> {
            footer.putAll(entries);
            if (!spec.captureId().equals(footer.get(CAPTURE_ID))
                    || !Boolean.toString(fullTape).equals(footer.get(FULL_TAPE))) {
                throw new TableException("%s is not the file of %s; its footer says %s".formatted(file,
                        spec.captureId(), footer.get(CAPTURE_ID)));
            }
        }, "sip_timestamp", stamps);
        long kept = number(file, footer, ROWS_KEPT);
        if (stamps.rows != kept || kept == 0) {
            throw new TableException("%s holds %d rows, its footer says %d".formatted(file, stamps.rows, kept));
        }
        long from = number(file, footer, COVERS_FROM);
        long to = number(file, footer, COVERS_TO);
        if (!stamps.rising || stamps.first < from || stamps.last >= to || !covers(spec, from, to)) {
            throw new TableException("%s holds rows that are out of order or outside the window of %s"
                    .formatted(file, spec.captureId()));
        }
        return new Measured(footer, stamps);
    }

    /** Whether bounds are those that were asked for, or those of the extension. */
    private static boolean covers(CaptureSpec spec, long from, long to) {
        boolean asked = from == spec.windowFrom() && to == spec.windowTo();
        return asked || spec.extension()
                .filter(longer -> from == longer.from() && to == longer.to()).isPresent();
    }

    private static Findings findings(Path file, Map<String, String> footer) {
        try {
            return new Findings(Grade.valueOf(footer.getOrDefault(GRADE, "")),
                    Double.parseDouble(footer.getOrDefault(TICK_CONTINUITY, "")),
                    Double.parseDouble(footer.getOrDefault(TRADES_PER_SECOND, "")),
                    Double.parseDouble(footer.getOrDefault(RELATIVE_SPREAD, "")),
                    footer.getOrDefault(EXTENSION, ""));
        } catch (IllegalArgumentException e) {
            throw new TableException("%s does not say in its footer what its rows were found to be".formatted(file),
                    e);
        }
    }

    /**
     * Refuses a file whose rows came from another vendor or endpoint: it proves its rows, but not that they are those
     * that were asked for now.
     */
    public static void refuseForeign(LakeFile file, String vendor, String endpoint) {
        Map<String, String> footer = ParquetTables.footer(file.path());
        if (!vendor.equals(footer.get(VENDOR)) || !endpoint.equals(footer.get(ENDPOINT))) {
            throw new TableException(
                    "%s came from %s at %s, not from %s at %s".formatted(file.shown(), footer.get(VENDOR),
                            footer.get(ENDPOINT), vendor, endpoint));
        }
    }

    private static long number(Path file, Map<String, String> footer, String key) {
        try {
            return Long.parseLong(footer.getOrDefault(key, ""));
        } catch (NumberFormatException e) {
            throw new TableException("%s has no number at %s in its footer".formatted(file, key), e);
        }
    }

    /** What the timestamps of a file say together. */
    private static final class Stamps implements LongConsumer {
        private long rows;
        private long first;
        private long last = Long.MIN_VALUE;
        private boolean rising = true;

        @Override
        public void accept(long stamp) {
            if (rows++ == 0) {
                first = stamp;
            }
            rising &= stamp >= last;
            last = stamp;
        }
    }
}
