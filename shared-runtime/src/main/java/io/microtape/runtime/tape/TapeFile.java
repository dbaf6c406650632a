package io.microtape.runtime.tape;

import io.microtape.model.capture.CaptureProof;
import io.microtape.model.capture.CaptureSpec;
import io.microtape.runtime.lake.Lake;
import io.microtape.runtime.parquet.ParquetTables;
import io.microtape.runtime.table.TableException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
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

    /** The footer entries of a capture's file. */
    public static Map<String, String> footer(CaptureSpec spec, Origin origin, long rowsReceived, long rowsKept,
            int pages) {
        Map<String, String> footer = new TreeMap<>();
        footer.put(CAPTURE_ID, spec.captureId());
        footer.put(PREFIX + "window_id", spec.windowId().value());
        footer.put(PREFIX + "symbol", spec.symbol());
        footer.put(PREFIX + "tape", spec.tape().word());
        footer.put(PREFIX + "event_at_ns", Long.toString(spec.eventAt()));
        footer.put(PREFIX + "window_from_ns", Long.toString(spec.windowFrom()));
        footer.put(PREFIX + "window_to_ns", Long.toString(spec.windowTo()));
        footer.put(PREFIX + "by_change_only", Boolean.toString(spec.policy().byChangeOnly()));
        footer.put(PREFIX + "max_rate_hz", Integer.toString(spec.policy().maxRateHz()));
        footer.put(ROWS_RECEIVED, Long.toString(rowsReceived));
        footer.put(ROWS_KEPT, Long.toString(rowsKept));
        footer.put(PAGES, Integer.toString(pages));
        footer.put(PREFIX + "manifest_id", origin.manifestId());
        footer.put(VENDOR, origin.vendor());
        footer.put(ENDPOINT, origin.endpoint());
        footer.put(PREFIX + "size_unit", origin.sizeUnit());
        footer.put(PREFIX + "fetched_at", origin.fetchedAt());
        footer.put(PREFIX + "request_ids", origin.requestIds());
        footer.put(PREFIX + "software", origin.software());
        return footer;
    }

    /**
     * Opens a file again and measures it: every page of every column is read and its checksum verified.
     *
     * @throws IOException    when it cannot be opened at all, which says nothing of what it holds
     * @throws TableException when it is no readable Parquet, or is not the file of this capture, or does not hold the rows
     *                        and the window that its footer states
     */
    public static CaptureProof prove(Path file, CaptureSpec spec) throws IOException {
        // A file that may not be opened, or not now, is no damaged file: this tells the two apart.
        FileChannel.open(file).close();
        Map<String, String> footer = ParquetTables.footer(file);
        if (!spec.captureId().equals(footer.get(CAPTURE_ID))) {
            throw new TableException("%s is not the file of %s; its footer says %s".formatted(file, spec.captureId(),
                    footer.get(CAPTURE_ID)));
        }
        ParquetTables.verifyPages(file);
        var stamps = new Stamps();
        ParquetTables.scan(file, "sip_timestamp", stamps);
        long kept = number(file, footer, ROWS_KEPT);
        if (stamps.rows != kept || kept == 0) {
            throw new TableException("%s holds %d rows, its footer says %d".formatted(file, stamps.rows, kept));
        }
        if (!stamps.rising || stamps.first < spec.windowFrom() || stamps.last >= spec.windowTo()) {
            throw new TableException("%s holds rows that are out of order or outside the window of %s"
                    .formatted(file, spec.captureId()));
        }
        return new CaptureProof(number(file, footer, ROWS_RECEIVED), kept, Files.size(file), Lake.sha256(file),
                stamps.first,
                stamps.last, Math.toIntExact(number(file, footer, PAGES)));
    }

    /**
     * Refuses a file whose rows came from another vendor or endpoint: it proves its rows, but not that they are those
     * that were asked for now.
     */
    public static void refuseForeign(Path file, String vendor, String endpoint) {
        Map<String, String> footer = ParquetTables.footer(file);
        if (!vendor.equals(footer.get(VENDOR)) || !endpoint.equals(footer.get(ENDPOINT))) {
            throw new TableException("%s came from %s at %s, not from %s at %s".formatted(file, footer.get(VENDOR),
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
