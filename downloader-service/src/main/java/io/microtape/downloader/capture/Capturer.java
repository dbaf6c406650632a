package io.microtape.downloader.capture;

import io.microtape.downloader.DownloaderMetrics;
import io.microtape.downloader.vendor.Vendor;
import io.microtape.model.capture.CaptureOutcome;
import io.microtape.model.capture.CaptureOutcome.Adopted;
import io.microtape.model.capture.CaptureOutcome.GivenBack;
import io.microtape.model.capture.CaptureOutcome.Interrupted;
import io.microtape.model.capture.CaptureOutcome.LakeUnwritable;
import io.microtape.model.capture.CaptureOutcome.NoRows;
import io.microtape.model.capture.CaptureOutcome.Published;
import io.microtape.model.capture.CaptureProof;
import io.microtape.model.capture.CaptureSpec;
import io.microtape.model.capture.Extension;
import io.microtape.model.lease.Lease;
import io.microtape.runtime.lake.LakeBusyException;
import io.microtape.runtime.lake.Lake;
import io.microtape.runtime.lake.LakeFile;
import io.microtape.runtime.table.TableException;
import io.microtape.runtime.tape.TapeBatch;
import io.microtape.runtime.tape.TapeFile;
import io.microtape.runtime.tape.TapeFile.Contents;
import io.microtape.runtime.tracing.Activity;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.apache.arrow.memory.BufferAllocator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns leases into proven files, or into the reasons why there are none. A file appears under its name only after the
 * last page came, every page was sound, and the file was flushed, opened again and measured; whatever fails before
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
    private final CaptureStep.Observer observer;
    private final Publication publication;

    public Capturer(Vendor vendor, PageFetcher fetcher, Lake lake, BufferAllocator allocator, int maxPages,
            Clock clock, String software, DownloaderMetrics metrics, CaptureStep.Observer observer) {
        this.vendor = vendor;
        this.fetcher = fetcher;
        this.lake = lake;
        this.allocator = allocator;
        this.maxPages = maxPages;
        this.clock = clock;
        this.software = software;
        this.metrics = metrics;
        this.observer = observer;
        this.publication = new Publication(lake, vendor, observer);
    }

    /**
     * What became of one lease.
     *
     * @param requests requests made for it; those of a joint fetch are counted at its first capture
     */
    public record Result(Lease lease, CaptureOutcome outcome, long requests) {}

    /**
     * Works on leases of one symbol and tape whose windows overlap or touch, on a virtual thread: they are fetched once.
     *
     * @param held whether a lease is still ours
     * @param traces is told of it
     * @return one result a lease
     */
    public List<Result> capture(List<Lease> leases, Predicate<Lease> held, CaptureTraces traces) {
        List<Result> results = new ArrayList<>();
        List<Lease> missing = new ArrayList<>();
        for (Lease lease : leases) {
            observer.reached(CaptureStep.LEASED, lease.captureId());
            try (var _ = traces.at(lease)) {
                publication.existing(lease).ifPresentOrElse(
                        proof -> results.add(new Result(lease, new Adopted(proof), 0)), () -> missing.add(lease));
            } catch (IOException e) {
                results.add(new Result(lease, unwritable(e), 0));
            }
        }
        if (!missing.isEmpty()) {
            results.addAll(download(missing, held, traces));
        }
        return results;
    }

    private List<Result> download(List<Lease> leases, Predicate<Lease> held, CaptureTraces traces) {
        var requests = new AtomicLong();
        List<Result> results = new ArrayList<>();
        boolean apart = false;
        try (var _ = traces.at(leases.getFirst()); var job = new Job(leases, held, requests)) {
            Optional<CaptureOutcome> failure = job.fetchWindows();
            apart = failure.filter(Capturer::isAboutTheSpan).isPresent() && leases.size() > 1;
            for (Slice slice : apart ? List.<Slice>of() : job.slices) {
                results.add(new Result(slice.lease(), failure.orElseGet(() -> job.finish(slice, traces)), 0));
            }
        } catch (IOException e) {
            rest(leases, results, unwritable(e));
        } catch (Throwable e) {
            // An Error too: a capture that is too much for this process must count as failed, and its requests as made.
            LOG.error("{} failed unexpectedly", leases.stream().map(Lease::captureId).toList(), e);
            rest(leases, results, new Interrupted("an unexpected error: " + e));
        }
        if (apart && results.isEmpty()) {
            // What the vendor says of the neighbours' span may not hold for each window alone.
            leases.forEach(lease -> results.addAll(download(List.of(lease), held, traces)));
        }
        Result first = results.getFirst();
        results.set(0, new Result(first.lease(), first.outcome(), first.requests() + requests.get()));
        return results;
    }

    /** One outcome for all that have none yet. */
    private static void rest(List<Lease> leases, List<Result> results, CaptureOutcome outcome) {
        leases.stream().skip(results.size()).toList().forEach(lease -> results.add(new Result(lease, outcome, 0)));
    }

    /** An interrupted fetch is about it too, but is asked again later, and then each window alone. */
    private static boolean isAboutTheSpan(CaptureOutcome failure) {
        return failure instanceof CaptureOutcome.Rejected || failure instanceof CaptureOutcome.NotEntitled;
    }

    private LakeUnwritable unwritable(IOException e) {
        String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return new LakeUnwritable(
                "the lake at %s cannot be written: %s; make room or give permission, then resume".formatted(
                        lake.name(), reason));
    }

    /** The work on leases that are fetched together: what is open while it lasts. */
    private final class Job implements AutoCloseable {
        private final List<Lease> leases;
        private final Predicate<Lease> held;
        private final TapeBatch page;
        private final List<Slice> slices = new ArrayList<>();
        private final SpanFetch fetch;

        Job(List<Lease> leases, Predicate<Lease> held, AtomicLong requests) throws IOException {
            this.leases = leases;
            this.held = held;
            this.page = new TapeBatch(leases.getFirst().spec().tape(), allocator);
            this.fetch = new SpanFetch(fetcher, new SpanFetch.PageLimits(vendor.pageLimit(), maxPages), page, allocator,
                    new PageFetcher.Asker() {
                        @Override
                        public boolean wanted() {
                            return leases.stream().anyMatch(held);
                        }

                        @Override
                        public void asked() {
                            requests.incrementAndGet();
                        }
                    });
            try {
                for (Lease lease : leases) {
                    slices.add(new Slice(lake, lease, allocator));
                }
            } catch (IOException | RuntimeException e) {
                close();
                throw e;
            }
        }

        /** Fetches the windows of all leases as one span. */
        Optional<CaptureOutcome> fetchWindows() throws IOException {
            CaptureSpec any = leases.getFirst().spec();
            CaptureSpec span = any.over(
                    leases.stream().mapToLong(lease -> lease.spec().windowFrom()).min().orElseThrow(),
                    leases.stream().mapToLong(lease -> lease.spec().windowTo()).max().orElseThrow());
            return fetch.fetch(span, (sound, rows) -> {
                for (Slice slice : slices) {
                    slice.page(sound, rows, slice.spec().windowFrom(), slice.spec().windowTo());
                    observer.reached(CaptureStep.PAGE, slice.lease().captureId());
                }
            });
        }

        /** What becomes of one capture whose window has been fetched. */
        CaptureOutcome finish(Slice slice, CaptureTraces traces) {
            try (var _ = traces.at(slice.lease())) {
                if (slice.received() == 0) {
                    return new NoRows(Math.max(1, slice.pages()));
                }
                Optional<ExtensionVerdict> verdict = slice.spec().extension().map(longer -> verdict(slice, longer));
                if (verdict.isPresent()) {
                    Optional<CaptureOutcome> failure = assemble(slice, verdict.get());
                    if (failure.isPresent()) {
                        return failure.get();
                    }
                }
                return publish(slice, verdict);
            } catch (LakeBusyException e) {
                return new Interrupted(e.getMessage());
            } catch (InterruptedIOException e) {
                return new GivenBack(e.getMessage());
            } catch (IOException e) {
                return unwritable(e);
            } catch (TableException e) {
                return new Interrupted("what was written was read back otherwise, see to the disk: " + e.getMessage());
            }
        }

        private ExtensionVerdict verdict(Slice slice, Extension longer) {
            return ExtensionVerdict.of(longer, slice.lease().history(), slice.measures().tradesPerSecond(),
                    slice.measures().relativeSpread(), slice.lease().bar().spikeX());
        }

        /** Writes the earlier flank, the window that waited, and the later flank, in this order. */
        private Optional<CaptureOutcome> assemble(Slice slice, ExtensionVerdict verdict) throws IOException {
            Extension longer = slice.spec().extension().orElseThrow();
            slice.release();
            Optional<CaptureOutcome> failure = verdict.extended()
                    ? flank(slice, longer.from(), slice.spec().windowFrom())
                    : Optional.empty();
            if (failure.isEmpty()) {
                slice.replay(page);
            }
            return failure.isEmpty() && verdict.extended()
                    ? flank(slice, slice.spec().windowTo(), longer.to())
                    : failure;
        }

        private Optional<CaptureOutcome> flank(Slice slice, long from, long to) throws IOException {
            return from == to
                    ? Optional.empty()
                    : fetch.fetch(slice.spec().over(from, to), (sound, rows) -> slice.page(sound, rows, from, to));
        }

        private CaptureOutcome publish(Slice slice, Optional<ExtensionVerdict> verdict) throws IOException {
            Lease lease = slice.lease();
            Optional<Extension> longer = verdict.filter(ExtensionVerdict::extended)
                    .flatMap(_ -> lease.spec().extension());
            long from = longer.map(Extension::from).orElse(lease.spec().windowFrom());
            long to = longer.map(Extension::to).orElse(lease.spec().windowTo());
            slice.draft().finish(origin(slice), new Contents(slice.received(), 0, slice.pages(), from, to, false,
                    slice.measures().findings(lease.bar(), from, to,
                            verdict.map(ExtensionVerdict::words).orElse(""))));
            observer.reached(CaptureStep.WRITTEN, lease.captureId());
            CaptureProof proof = prove(slice);
            observer.reached(CaptureStep.PROVEN, lease.captureId());
            if (!held.test(lease)) {
                return new GivenBack("its lease ended before it was published");
            }
            CaptureOutcome outcome;
            try (var _ = Activity.begin("publish")) {
                outcome = publication.publish(lease, slice.draft(), proof);
            }
            if (outcome instanceof Published(CaptureProof published)) {
                metrics.published(published);
            }
            return outcome;
        }

        private CaptureProof prove(Slice slice) throws IOException {
            try (var _ = Activity.begin("prove")) {
                return TapeFile.prove(LakeFile.draft(slice.draft().thinned()), LakeFile.draft(slice.draft().full()),
                        slice.spec());
            }
        }

        private TapeFile.Origin origin(Slice slice) {
            Lease lease = slice.lease();
            List<String> ids = fetch.requestIds();
            return new TapeFile.Origin(lease.manifestId(), vendor.name(), vendor.endpoint(lease.spec()),
                    slice.measures().sizeUnit().word(), clock.instant().truncatedTo(ChronoUnit.MILLIS).toString(),
                    String.join(" ", ids.subList(0, Math.min(REQUEST_IDS_KEPT, ids.size()))), software);
        }

        @Override
        public void close() throws IOException {
            try {
                Closing.all(slices);
            } finally {
                page.close();
            }
        }
    }
}
