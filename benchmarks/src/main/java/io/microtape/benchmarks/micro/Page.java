package io.microtape.benchmarks.micro;

import io.microtape.benchmarks.CapturePages;
import io.microtape.downloader.vendor.polygon.PageParser;
import io.microtape.model.capture.Tape;
import io.microtape.runtime.tape.TapeBatch;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.apache.arrow.memory.BufferAllocator;

/**
 * One page of the made-up tape, always the same.
 *
 * @param gzip as the vendor sends it
 * @param json as it is unpacked
 */
record Page(byte[] gzip, byte[] json) {
    /** The most that a page may hold without being asked about again. */
    static final int ROWS = 49_999;

    static Page of(Tape tape) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("page");
        Path file = folder.resolve("0.json.gz");
        try {
            CapturePages.write(folder, tape, 1, ROWS, 0);
            byte[] gzip = Files.readAllBytes(file);
            return new Page(gzip, inflated(gzip));
        } finally {
            Files.deleteIfExists(file);
            Files.delete(folder);
        }
    }

    static byte[] inflated(byte[] gzip) throws IOException {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(gzip), 64 * 1024)) {
            return in.readAllBytes();
        }
    }

    /** The rows of the page, which the caller closes. */
    TapeBatch rows(Tape tape, BufferAllocator allocator) throws IOException {
        var rows = new TapeBatch(tape, allocator);
        new PageParser(tape, ROWS).parse(new ByteArrayInputStream(json), rows);
        return rows;
    }
}
