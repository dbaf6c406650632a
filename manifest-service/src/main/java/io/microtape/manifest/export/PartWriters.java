package io.microtape.manifest.export;

import io.microtape.runtime.lake.Lake;
import io.microtape.runtime.parquet.Layout;
import io.microtape.runtime.table.Table;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Writes the files of the tapes, a few at once. Each holds a row group in memory, so there are never more than these,
 * however many are to come. After a failure no other is begun.
 */
final class PartWriters implements Closeable {
    private static final int MOST = 4;

    private final Lake lake;
    private final Path folder;
    private final ExportRequest request;
    private final Layout layout;
    private final Map<String, String> footer;
    private final Consumer<Written> told;
    private final ExecutorService threads;
    private final Semaphore free;
    private final List<Future<WrittenFile>> begun = new ArrayList<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile boolean ending;

    /** A file that is whole. */
    record Written(String month, WrittenFile file) {}

    /** @param told hears of each file that is whole, one at a time */
    PartWriters(Lake lake, Path folder, ExportRequest request, Layout layout, Map<String, String> footer,
            Consumer<Written> told) {
        this.lake = lake;
        this.folder = folder;
        this.request = request;
        this.layout = layout;
        this.footer = footer;
        this.told = told;
        int atOnce = Math.min(MOST, Runtime.getRuntime().availableProcessors());
        this.threads = Executors.newFixedThreadPool(atOnce, Thread.ofPlatform().name("export-", 0).factory());
        this.free = new Semaphore(atOnce);
    }

    /** Begins a file as soon as a writer is free. */
    void write(PlannedPart part) {
        free.acquireUninterruptibly();
        begun.add(threads.submit(() -> {
            try {
                WrittenFile file = file(part);
                synchronized (told) {
                    told.accept(new Written(part.month(), file));
                }
                return file;
            } catch (Throwable e) {
                failure.compareAndSet(null, e);
                throw e;
            } finally {
                free.release();
            }
        }));
    }

    /**
     * Waits for all.
     *
     * @return the files by path
     */
    List<WrittenFile> finish() throws IOException {
        List<WrittenFile> files = new ArrayList<>();
        for (Future<WrittenFile> each : begun) {
            try {
                files.add(each.get());
            } catch (ExecutionException _) {
                throw first();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("the export was interrupted", e);
            }
        }
        files.sort(Comparator.comparing(WrittenFile::path));
        return files;
    }

    /** No file is being written any more when this returns. */
    @Override
    public void close() {
        ending = true;
        threads.close();
    }

    private WrittenFile file(PlannedPart part) throws IOException {
        var shape = new TapeShape(part.tape(), request.columns());
        try (var out = new DatasetFile(folder, part.path(), shape.none(), layout)) {
            for (var source : part.sources()) {
                if (ending || failure.get() != null) {
                    throw new IOException("another file could not be written");
                }
                try (var in = SourceTape.open(lake, source, shape::has)) {
                    for (Optional<Table> rows = in.next(); rows.isPresent(); rows = in.next()) {
                        out.append(shape.of(rows.get()));
                    }
                }
            }
            return out.finish(footer);
        }
    }

    /** The failure that came first: those after it are its consequences. */
    private IOException first() {
        return switch (failure.get()) {
            case IOException e -> e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> new IOException(e);
        };
    }
}
