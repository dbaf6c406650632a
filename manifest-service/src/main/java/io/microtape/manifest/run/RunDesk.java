package io.microtape.manifest.run;

import io.microtape.manifest.store.ManifestEvents;
import io.microtape.manifest.store.ManifestFile;
import io.microtape.manifest.store.Sidecar;
import io.microtape.manifest.store.TamperedManifestException;
import io.microtape.model.capture.CaptureSpec;
import io.microtape.model.capture.Tape;
import io.microtape.model.id.WindowId;
import io.microtape.model.profile.MicroDownload;
import io.microtape.model.profile.Profile;
import io.microtape.model.run.Run;
import io.microtape.runtime.config.Config;
import io.microtape.runtime.lake.LakePaths;
import io.microtape.runtime.ledger.CaptureRecords.Planned;
import io.microtape.runtime.ledger.Ledger;
import io.microtape.runtime.ledger.LedgerException;
import io.microtape.runtime.ledger.ManifestRecords.Approval;
import io.microtape.runtime.ledger.ManifestRecords.ManifestRecord;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The gate between a manifest and the vendor's bill: nothing is queued that nobody approved, and nothing that is not,
 * row by row, what was approved.
 */
public final class RunDesk {
    private final Ledger ledger;
    private final Path manifestsFolder;

    public RunDesk(Ledger ledger, Path manifestsFolder) {
        this.ledger = ledger;
        this.manifestsFolder = manifestsFolder;
    }

    /**
     * Records an approval and makes the manifest's captures known, never asked yet.
     *
     * @throws LedgerException           when there is no such manifest, or a {@code NO_GO} comes without name and reason
     * @throws TamperedManifestException when the stored rows are not those that were built
     */
    public Approval approve(String manifestId, String by, String reason) {
        ManifestRecord manifest = ledger.manifests().get(manifestId);
        Proven proven = proven(manifest);
        ledger.manifests().refuseApproval(manifestId, by, reason);
        // Planned first: a process that ends between the two leaves a manifest that is not approved yet, never an approved
        // one without captures, which would look finished.
        ledger.captures().plan(manifestId, planned(proven.events(), proven.download()));
        return ledger.manifests().approve(manifestId, by, reason);
    }

    /**
     * Starts a run over an approved manifest, or resumes the unfinished one.
     *
     * @param tapes what to capture; empty for what the manifest's profile says
     * @throws LedgerException           when nobody approved the manifest, or its profile does not have such a tape
     * @throws TamperedManifestException when the stored rows are not those that were built
     */
    public Run start(String manifestId, Optional<Set<Tape>> tapes) {
        ManifestRecord manifest = ledger.manifests().get(manifestId);
        Set<Tape> enabled = proven(manifest).download().tapes();
        Set<Tape> wanted = tapes.orElse(enabled);
        if (!enabled.containsAll(wanted)) {
            throw LedgerException
                    .refused("manifest %s was built for %s only; build it again with the other tape enabled"
                            .formatted(manifestId, enabled));
        }
        return ledger.runs().start(manifestId, wanted);
    }

    /** A manifest whose rows and profile are those that were built. */
    private record Proven(ManifestEvents events, MicroDownload download) {}

    private Proven proven(ManifestRecord manifest) {
        Path folder = manifestsFolder.resolve(manifest.manifestId());
        ManifestFile file = ManifestFile.read(folder);
        if (!file.identity().contentHash().equals(manifest.contentHash())) {
            throw new TamperedManifestException(
                    "%s holds the content %s, the ledger knows %s; build it again".formatted(
                            folder, file.identity().contentHash(), manifest.contentHash()));
        }
        Profile profile = Sidecar.read(folder).profile();
        if (!Config.hash(profile).equals(file.identity().configHash())) {
            throw new TamperedManifestException(
                    "the profile in %s is not the one that the manifest was built with; build it again"
                            .formatted(folder));
        }
        return new Proven(file.events(), profile.microDownload());
    }

    private static List<Planned> planned(ManifestEvents events, MicroDownload download) {
        List<Planned> planned = new ArrayList<>();
        for (int row = 0; row < events.rows(); row++) {
            for (Tape tape : download.tapes()) {
                var spec = new CaptureSpec(new WindowId(events.windowId()[row]), events.symbol()[row], tape,
                        events.timestamp()[row], events.windowFrom()[row], events.windowTo()[row],
                        download.policy(tape));
                planned.add(new Planned(spec, events.session()[row].name(),
                        LocalDate.ofEpochDay(events.epochDay()[row]).toString(), events.volume()[row],
                        LakePaths.of(spec), events.manifestRank()[row], events.eventType()[row]));
            }
        }
        return planned;
    }
}
