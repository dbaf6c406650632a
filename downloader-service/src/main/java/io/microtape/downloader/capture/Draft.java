package io.microtape.downloader.capture;

import io.microtape.downloader.sampling.QuoteSampler;
import io.microtape.model.lease.Lease;
import io.microtape.runtime.lake.Lake;
import io.microtape.runtime.lake.LakePaths;
import io.microtape.runtime.tape.TapeBatch;
import io.microtape.runtime.tape.TapeFile;
import io.microtape.runtime.tape.TapeFile.Contents;
import io.microtape.runtime.tape.TapeFile.Origin;
import io.microtape.runtime.tape.TapeWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;

/**
 * The files of one capture under temporary names: the thinned tape and, where it is kept, the full one. They are begun
 * with the first row, so that an empty answer leaves none, and deleted at the end whatever became of them.
 */
final class Draft implements Closeable {
    private final Lease lease;
    private final Path thinned;
    private final Path full;
    private final QuoteSampler sampler;
    private TapeWriter thinnedWriter;
    private TapeWriter fullWriter;
    private int[] every = new int[0];

    Draft(Lake lake, Lease lease, BufferAllocator allocator) throws IOException {
        this.lease = lease;
        this.thinned = lake.temporary(lease.path());
        this.full = lake.temporary(LakePaths.fullTape(lease.path()));
        this.sampler = new QuoteSampler(lease.spec().tape(), lease.spec().policy(), allocator, this::keep);
    }

    Path thinned() {
        return thinned;
    }

    Path full() {
        return full;
    }

    /** Takes the next rows {@code from <= row < to}, which follow those before in time. */
    void rows(TapeBatch batch, int from, int to) throws IOException {
        if (lease.spec().keepRaw() && from < to) {
            if (fullWriter == null) {
                fullWriter = new TapeWriter(full, lease.spec());
            }
            if (every.length < batch.rows()) {
                every = IntStream.range(0, batch.rows()).toArray();
            }
            int[] rows = from == 0 ? every : IntStream.range(from, to).toArray();
            fullWriter.append(batch, rows, to - from);
        }
        sampler.rows(batch, from, to);
    }

    /** Ends the files; {@code contents} says all but how many rows were kept. */
    void finish(Origin origin, Contents contents) throws IOException {
        sampler.end();
        thinnedWriter.finish(TapeFile.footer(lease.spec(), origin, contents.with(thinnedWriter.rows(), false)));
        if (fullWriter != null) {
            fullWriter.finish(TapeFile.footer(lease.spec(), origin, contents.with(fullWriter.rows(), true)));
        }
    }

    private void keep(TapeBatch batch, int[] rows, int count) throws IOException {
        if (count == 0) {
            return;
        }
        if (thinnedWriter == null) {
            thinnedWriter = new TapeWriter(thinned, lease.spec());
        }
        thinnedWriter.append(batch, rows, count);
    }

    @Override
    public void close() throws IOException {
        Closing.all(
                Arrays.<Closeable>asList(sampler::close, thinnedWriter, fullWriter, () -> Files.deleteIfExists(thinned),
                        () -> Files.deleteIfExists(full)));
    }
}
