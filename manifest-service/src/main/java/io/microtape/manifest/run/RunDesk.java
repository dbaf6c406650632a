package io.microtape.manifest.run;

import io.microtape.manifest.store.ManifestEvents;
import io.microtape.manifest.store.ProvenManifest;
import io.microtape.manifest.store.TamperedManifestException;
import io.microtape.model.capture.CaptureSpec;
import io.microtape.model.capture.Extension;
import io.microtape.model.capture.Tape;
import io.microtape.model.id.WindowId;
import io.microtape.model.profile.DynamicExtension;
import io.microtape.model.profile.MicroDownload;
import io.microtape.model.profile.Profile;
import io.microtape.model.run.Run;
import io.microtape.runtime.lake.LakePaths;
import io.microtape.runtime.ledger.CaptureRecords.Planned;
import io.microtape.runtime.ledger.Ledger;
import io.microtape.runtime.ledger.LedgerException;
import io.microtape.runtime.ledger.ManifestRecords.Approval;
import io.microtape.runtime.ledger.ManifestRecords.ManifestRecord;
import io.microtape.runtime.ledger.RunRecords.Pilot;
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
    private static final long NANOS_PER_MINUTE = 60_000_000_000L;
    private static final int MOST_PILOT_WINDOWS = 10_000_000;

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
        ProvenManifest proven = proven(manifest);
        ledger.manifests().refuseApproval(manifestId, by, reason);
        // Planned first: a process that ends between the two leaves a manifest that is not approved yet, never an approved
        // one without captures, which would look finished.
        ledger.captures().plan(manifestId, planned(proven.events(), proven.profile()));
        return ledger.manifests().approve(manifestId, by, reason);
    }

    /**
     * Starts a run over an approved manifest, or resumes the unfinished one.
     *
     * @param tapes what to capture; empty for what the manifest's profile says
     * @param pilot the most windows of a pilot, [1, 10,000,000]; empty for the whole manifest
     * @throws LedgerException           when nobody approved the manifest, its profile does not have such a tape, or the
     *                                   pilot has no window
     * @throws TamperedManifestException when the stored rows are not those that were built
     */
    public Run start(String manifestId, Optional<Set<Tape>> tapes, Optional<Integer> pilot) {
        pilot.filter(windows -> windows < 1 || windows > MOST_PILOT_WINDOWS).ifPresent(windows -> {
            throw LedgerException.refused("a pilot of %d windows; allowed is 1 to %d".formatted(windows,
                    MOST_PILOT_WINDOWS));
        });
        ManifestRecord manifest = ledger.manifests().get(manifestId);
        ProvenManifest proven = proven(manifest);
        Set<Tape> enabled = proven.profile().microDownload().tapes();
        Set<Tape> wanted = tapes.orElse(enabled);
        if (!enabled.containsAll(wanted)) {
            throw LedgerException
                    .refused("manifest %s was built for %s only; build it again with the other tape enabled"
                            .formatted(manifestId, enabled));
        }
        return ledger.runs().start(manifestId, wanted,
                pilot.map(windows -> new Pilot(windows, PilotSample.of(proven.events(), windows))));
    }

    /** Starts or resumes a run over the whole manifest. */
    public Run start(String manifestId, Optional<Set<Tape>> tapes) {
        return start(manifestId, tapes, Optional.empty());
    }

    private ProvenManifest proven(ManifestRecord manifest) {
        return ProvenManifest.read(manifestsFolder, manifest);
    }

    private static List<Planned> planned(ManifestEvents events, Profile profile) {
        MicroDownload download = profile.microDownload();
        List<Planned> planned = new ArrayList<>();
        for (int row = 0; row < events.rows(); row++) {
            for (Tape tape : download.tapes()) {
                var spec = new CaptureSpec(new WindowId(events.windowId()[row]), events.symbol()[row], tape,
                        events.timestamp()[row], events.windowFrom()[row], events.windowTo()[row],
                        download.policy(tape), download.keepsRaw(tape), download.columns(tape),
                        extension(profile.dynamicExtension(), events.timestamp()[row]));
                planned.add(new Planned(spec, events.session()[row].name(),
                        LocalDate.ofEpochDay(events.epochDay()[row]).toString(), events.bar()[row],
                        LakePaths.of(spec), events.manifestRank()[row], events.eventType()[row]));
            }
        }
        return planned;
    }

    private static Optional<Extension> extension(DynamicExtension longer, long eventAt) {
        return longer.enable()
                ? Optional.of(new Extension(eventAt - longer.extendToBeforeMinutes() * NANOS_PER_MINUTE,
                        eventAt + longer.extendToAfterMinutes() * NANOS_PER_MINUTE,
                        longer.triggers().tapeSpeedPctl(), longer.triggers().nbboSpreadPctl(),
                        longer.triggers().volSpikeX()))
                : Optional.empty();
    }
}
