package io.microtape.downloader.capture;

import io.microtape.downloader.DownloaderMetrics;
import io.microtape.downloader.sampling.QuoteSampler;
import io.microtape.downloader.vendor.PageOutcome;
import io.microtape.downloader.vendor.PageOutcome.Page;
import io.microtape.downloader.vendor.Vendor;
import io.microtape.model.capture.CaptureOutcome;
import io.microtape.model.capture.CaptureOutcome.Adopted;
import io.microtape.model.capture.CaptureOutcome.GivenBack;
import io.microtape.model.capture.CaptureOutcome.Interrupted;
import io.microtape.model.capture.CaptureOutcome.LakeUnwritable;
import io.microtape.model.capture.CaptureOutcome.NoRows;
import io.microtape.model.capture.CaptureOutcome.Published;
import io.microtape.model.capture.CaptureOutcome.Rejected;
import io.microtape.model.capture.CaptureProof;
import io.microtape.model.capture.CaptureSpec;
import io.microtape.model.lease.Lease;
import io.microtape.runtime.lake.Lake;
import io.microtape.runtime.table.TableException;
import io.microtape.runtime.tape.TapeBatch;
import io.microtape.runtime.tape.TapeFile;
import io.microtape.runtime.tape.TapeWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.arrow.memory.BufferAllocator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns one lease into one proven file, or into the reason why there is none. A file appears under its name only after
 * the last page came, every page was sound, and the file was flushed, opened again and measured; whatever fails before
 * leaves nothing behind. A proven file that is already there is taken as it is, and the vendor is not asked.
 */
public final class Capturer {
    private static final Logger LOG = LoggerFactory.getLogger(Capturer.class);
    private static final int REQUEST_IDS_KEPT = 100;

    private final Vendor vendor;
    private final PageFetcher fetcher;
    private final Lake lake;
    private final BufferAllocator allocator;
    private final int maxPages;
    private final Clock clock;
    private final String software;
    private final DownloaderMetrics metrics;

    public Capturer(Vendor vendor, PageFetcher fetcher, Lake lake, BufferAllocator allocator, int maxPages,
            Clock clock, String software, DownloaderMetrics metrics) {
        this.vendor = vendor;
        this.fetcher = fetcher;
        this.lake = lake;
        this.allocator = allocator;
        this.maxPages = maxPages;
        this.clock = clock;
        this.software = software;
        this.metrics = metrics;
    }

    /** Works on a lease, on a virtual thread. {@code held} says whether the lease is still ours. */
    public CaptureOutcome capture(Lease lease, BooleanSupplier held) {
        try {
            Optional<CaptureProof> there = existing(lease);
            return there.isPresent() ? new Adopted(there.get()) : download(lease, held);
        } catch (IOException e) {
            return new LakeUnwritable("the lake at %s cannot be written: %s".formatted(lake.root(), reason(e)));
        }
    }

    private CaptureOutcome download(Lease lease, BooleanSupplier held) throws IOException {
        Path temporary = lake.temporary(lease.path());
        try (var page = new TapeBatch(lease.spec().tape(), allocator);
                var file = new OpenFile(temporary, lease.spec());
                var sampler = new QuoteSampler(lease.spec().tape(), lease.spec().policy(), allocator, file::append)) {
            var guard = new PageGuard(lease.spec(), maxPages);
            List<String> requestIds = new ArrayList<>();
            long received = 0;
            Optional<String> next = Optional.empty();
            do {
                PageOutcome outcome = fetcher.fetch(lease.spec(), next, page, held);
                if (!(outcome instanceof Page sound)) {
                    return failure(outcome, held);
                }
                Optional<String> fault = guard.check(sound, page);
                if (fault.isPresent()) {
                    return new Interrupted("the vendor's answer contradicts itself: " + fault.get());
                }
                if (!held.getAsBoolean()) {
                    return new GivenBack("its lease ended");
                }
                sampler.page(page);
                received += page.rows();
                requestIds.add(sound.requestId());
                next = sound.next();
            } while (next.isPresent());
            sampler.end();
            if (received == 0) {
                return new NoRows(guard.pages());
            }
            file.finish(lease, received, guard.pages(), requestIds);
            return publish(lease, temporary, held);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private CaptureOutcome publish(Lease lease, Path temporary, BooleanSupplier held) throws IOException {
        CaptureProof proof = TapeFile.prove(temporary, lease.spec());
        if (!held.getAsBoolean()) {
            return new GivenBack("its lease ended before it was published");
        }
        if (lake.publish(temporary, lease.path())) {
            metrics.published(proof);
            return new Published(proof);
        }
        return existing(lease).<CaptureOutcome>map(Published::new)
                .orElseGet(() -> new Interrupted("a damaged file stood at its place and was set aside"));
    }

    /** The proof of the file that is already at the capture's place; a file there that proves nothing is set aside. */
    private Optional<CaptureProof> existing(Lease lease) throws IOException {
        Path file = lake.file(lease.path());
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            CaptureProof proof = TapeFile.prove(file, lease.spec());
            TapeFile.refuseForeign(file, vendor.name(), vendor.endpoint(lease.spec()));
            LOG.info("adopted {}: it is proven and needs no request", lease.path());
            return Optional.of(proof);
        } catch (TableException e) {
            LOG.warn("set aside {}: {}", lake.setAside(lease.path()), e.getMessage());
            return Optional.empty();
        }
    }

    private static CaptureOutcome failure(PageOutcome outcome, BooleanSupplier held) {
        return switch (outcome) {
            case PageOutcome.Unwell(String cause, _) ->
                held.getAsBoolean() ? new Interrupted(cause) : new GivenBack("its lease ended");
            case PageOutcome.Throttled _ -> new Interrupted("the vendor throttles");
            case PageOutcome.Faulty(String cause) ->
                new Interrupted("the vendor's answer contradicts itself: " + cause);
            case PageOutcome.Refused(String cause) -> new Rejected(cause);
            case PageOutcome.NotEntitled(String cause) -> new CaptureOutcome.NotEntitled(cause);
            case PageOutcome.KeyRejected(String cause) -> new CaptureOutcome.KeyRejected(
                    "the vendor rejects the key (%s); check MICROTAPE_VENDOR_API_KEY, then resume".formatted(cause));
            case Page _ -> throw new IllegalStateException("a page is no failure");
        };
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /** The file of a capture, begun with its first row: an empty answer leaves no file at all. */
    private final class OpenFile implements AutoCloseable {
        private final Path path;
        private final CaptureSpec spec;
        private TapeWriter writer;

        OpenFile(Path path, CaptureSpec spec) {
            this.path = path;
            this.spec = spec;
        }

        void append(TapeBatch batch, int[] rows, int count) throws IOException {
            if (writer == null && count > 0) {
                writer = new TapeWriter(path, spec);
            }
            if (count > 0) {
                writer.append(batch, rows, count);
            }
        }

        void finish(Lease lease, long received, int pages, List<String> requestIds) throws IOException {
            var origin = new TapeFile.Origin(lease.manifestId(), vendor.name(), vendor.endpoint(spec),
                    SizeUnit.of(spec).word(), clock.instant().truncatedTo(ChronoUnit.MILLIS).toString(),
                    String.join(" ", requestIds.subList(0, Math.min(REQUEST_IDS_KEPT, requestIds.size()))), software);
            writer.finish(TapeFile.footer(spec, origin, received, writer.rows(), pages));
        }

        @Override
        public void close() throws IOException {
            if (writer != null) {
                writer.close();
            }
        }
    }
}
