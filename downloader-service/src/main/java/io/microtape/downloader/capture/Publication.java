package io.microtape.downloader.capture;

import io.microtape.downloader.vendor.Vendor;
import io.microtape.model.capture.CaptureOutcome;
import io.microtape.model.capture.CaptureOutcome.Interrupted;
import io.microtape.model.capture.CaptureOutcome.Published;
import io.microtape.model.capture.CaptureProof;
import io.microtape.model.lease.Lease;
import io.microtape.runtime.lake.Lake;
import io.microtape.runtime.lake.LakeFile;
import io.microtape.runtime.lake.LakePaths;
import io.microtape.runtime.table.TableException;
import io.microtape.runtime.tape.TapeFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How finished files get their names, and what a file that already has the name proves. The thinned tape comes last: who
 * sees it sees the whole capture.
 */
final class Publication {
    private static final Logger LOG = LoggerFactory.getLogger(Publication.class);

    private final Lake lake;
    private final Vendor vendor;
    private final CaptureStep.Observer observer;

    Publication(Lake lake, Vendor vendor, CaptureStep.Observer observer) {
        this.lake = lake;
        this.vendor = vendor;
        this.observer = observer;
    }

    /** Publishes a draft that was proven. */
    CaptureOutcome publish(Lease lease, Draft draft, CaptureProof drafted) throws IOException {
        CaptureProof proof = drafted;
        if (lease.spec().keepRaw()) {
            proof = publishFullTape(lease, draft, drafted);
            observer.reached(CaptureStep.FULL_TAPE_PUBLISHED, lease.captureId());
        }
        if (lake.publish(draft.thinned(), lease.path())) {
            observer.reached(CaptureStep.PUBLISHED, lease.captureId());
            return new Published(proof);
        }
        return existing(lease).<CaptureOutcome>map(Published::new)
                .orElseGet(() -> new Interrupted("a damaged file stood at its place and was set aside"));
    }

    /** One that is there already was left by an attempt that died before its end; it is taken if it is what it should be. */
    private CaptureProof publishFullTape(Lease lease, Draft draft, CaptureProof drafted) throws IOException {
        String path = LakePaths.fullTape(lease.path());
        if (lake.publish(draft.full(), path)) {
            return drafted;
        }
        try (LakeFile full = lake.read(path)) {
            return TapeFile.prove(LakeFile.draft(draft.thinned()), full, lease.spec());
        } catch (TableException e) {
            LOG.warn("set aside {}: {}", lake.setAside(path), e.getMessage());
        }
        if (!lake.publish(draft.full(), path)) {
            throw new IOException("%s is written by somebody else at the same time".formatted(path));
        }
        return drafted;
    }

    /** The proof of the file that is already at the capture's place; a file there that proves nothing is set aside. */
    Optional<CaptureProof> existing(Lease lease) throws IOException {
        try (LakeFile file = lake.read(lease.path())) {
            return existing(lease, file);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private Optional<CaptureProof> existing(Lease lease, LakeFile file) throws IOException {
        try (LakeFile fullTape = fullTape(lease, file)) {
            CaptureProof proof = TapeFile.prove(file, fullTape, lease.spec());
            TapeFile.refuseForeign(file, vendor.name(), vendor.endpoint(lease.spec()));
            LOG.info("adopted {}: it is proven and needs no request", lease.path());
            return Optional.of(proof);
        } catch (TableException e) {
            LOG.warn("set aside {}: {}", lake.setAside(lease.path()), e.getMessage());
            return Optional.empty();
        }
    }

    /** The full tape beside a file, or that file itself where none is kept. */
    private LakeFile fullTape(Lease lease, LakeFile file) throws IOException {
        if (!lease.spec().keepRaw()) {
            return file;
        }
        try {
            return lake.read(LakePaths.fullTape(lease.path()));
        } catch (NoSuchFileException e) {
            throw new TableException("the full tape beside it is missing", e);
        }
    }
}
