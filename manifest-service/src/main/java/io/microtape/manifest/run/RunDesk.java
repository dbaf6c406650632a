package io.microtape.manifest.run;

import io.microtape.manifest.run.RunWindows.Window;
import io.microtape.manifest.store.ManifestEvents;
import io.microtape.manifest.store.ManifestStore;
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
import io.microtape.model.run.RunOrder;
import io.microtape.model.run.RunScope;
import io.microtape.runtime.http.ProblemException;
import io.microtape.runtime.lake.LakePaths;
import io.microtape.runtime.ledger.CaptureRecords.Planned;
import io.microtape.runtime.ledger.Ledger;
import io.microtape.runtime.ledger.LedgerException;
import io.microtape.runtime.ledger.ManifestRecords.Approval;
import io.microtape.runtime.ledger.ManifestRecords.ManifestRecord;
import io.microtape.runtime.ledger.RunRecords.Sequence;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The gate between a manifest and the vendor's bill: nothing is queued that nobody approved, and nothing that is not,
 * row by row, what was approved.
 */
public final class RunDesk {
    private static final long NANOS_PER_MINUTE = 60_000_000_000L;

    private final Ledger ledger;
    private final ManifestStore store;
    private final RunOrder defaultOrder;

    public RunDesk(Ledger ledger, ManifestStore store, RunOrder defaultOrder) {
        this.ledger = ledger;
        this.store = store;
        this.defaultOrder = defaultOrder;
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
     * Starts a run over an approved manifest, or resumes the unfinished one of the same scope.
     *
     * @throws ProblemException          when the request contradicts itself
     * @throws LedgerException           when nobody approved the manifest, its profile does not have such a tape, no window
     *                                   is in the scope, or the budget of the run that is resumed is used up
     * @throws TamperedManifestException when the stored rows are not those that were built
     */
    public Run start(String manifestId, RunRequest request) {
        ProvenManifest proven = proven(ledger.manifests().get(manifestId));
        Set<Tape> enabled = proven.profile().microDownload().tapes();
        RunScope scope = request.scope(enabled);
        if (!enabled.containsAll(scope.tapes())) {
            throw LedgerException
                    .refused("manifest %s was built for %s only; build it again with the other tape enabled"
                            .formatted(manifestId, enabled));
        }
        Optional<Run> resumed = ledger.runs().unfinished(manifestId, scope);
        RunOrder order = request.order().or(() -> resumed.map(Run::order)).orElse(defaultOrder);
        List<String> windows = windows(proven.events(), scope, order, resumed);
        if (windows.isEmpty()) {
            throw LedgerException.refused("manifest %s has no window in %s; use other waves, or all"
                    .formatted(manifestId, scope.waves()));
        }
        return ledger.runs().start(manifestId, scope, new Sequence(order, windows), request.budget());
    }

    /** The windows of a scope in order. A run of some windows only keeps them when it is resumed in another order. */
    private List<String> windows(ManifestEvents events, RunScope scope, RunOrder order, Optional<Run> resumed) {
        List<Window> windows = RunWindows.of(events, scope.waves());
        Optional<List<String>> sample = scope.chosen() && resumed.isPresent()
                ? resumed.map(run -> ledger.runs().windows(run.runId()))
                : scope.pilot().map(most -> PilotSample.of(events, scope.waves(), most));
        if (sample.isPresent()) {
            Set<String> only = Set.copyOf(sample.get());
            windows = windows.stream().filter(window -> only.contains(window.windowId())).toList();
        }
        return ordered(windows, order).stream().map(Window::windowId).limit(scope.limit().orElse(Integer.MAX_VALUE))
                .toList();
    }

    private static List<Window> ordered(List<Window> windows, RunOrder order) {
        return switch (order) {
            case STRATIFIED -> StratifiedOrder.of(windows);
            case RANK -> windows;
            case CHRONOLOGICAL -> windows.stream()
                    .sorted(Comparator.comparingLong(Window::eventAt).thenComparing(Window::windowId)).toList();
        };
    }

    private ProvenManifest proven(ManifestRecord manifest) {
        return ProvenManifest.read(store, manifest);
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
