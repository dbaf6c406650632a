package io.microtape.benchmarks;

import io.microtape.model.capture.CaptureOutcome.Published;
import io.microtape.model.capture.CaptureProof;
import io.microtape.model.capture.Findings;
import io.microtape.model.capture.Tape;
import io.microtape.model.lease.Lease;
import io.microtape.model.run.BudgetChange;
import io.microtape.model.run.RunOrder;
import io.microtape.model.run.RunScope;
import io.microtape.runtime.ledger.CaptureRecords.Planned;
import io.microtape.runtime.ledger.Ledger;
import io.microtape.runtime.ledger.ManifestRecords.ManifestRecord;
import io.microtape.runtime.ledger.RunRecords.Sequence;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** One manifest of made-up captures in a ledger, which are planned, started, and then leased and settled as if they were fetched. */
public final class LedgerCaptures {
    static final String MANIFEST = "m1";
    private static final Duration LEASE = Duration.ofMinutes(10);
    private static final CaptureProof PROOF = new CaptureProof(1_000, 900, 20_000, "ab", 1, 2, 1, 0, 3,
            Optional.empty(), Findings.NONE);

    private final Ledger ledger;
    private final List<Planned> planned = new ArrayList<>();

    public LedgerCaptures(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Plans two captures a window. */
    public void plan(int captures) {
        ledger.manifests().add(new ManifestRecord(MANIFEST, "core", "/nowhere", "hash", "GO", captures, captures / 2,
                captures / 2, Instant.now()));
        ledger.manifests().approve(MANIFEST, "benchmark", "benchmark");
        var random = new SplittableRandom(MillionCaptures.SEED);
        for (int rank = 0; rank < captures / 2; rank++) {
            planned.addAll(MillionCaptures.window(random, rank));
        }
        ledger.captures().plan(MANIFEST, planned);
    }

    /** Starts a run over what was planned. */
    public void start() {
        List<String> windows = planned.stream().map(each -> each.spec().windowId().value()).distinct().toList();
        ledger.runs().start(MANIFEST, RunScope.whole(EnumSet.allOf(Tape.class)), new Sequence(RunOrder.RANK, windows),
                BudgetChange.NONE);
    }

    /**
     * Takes the next lease and settles all captures of it.
     *
     * @return how many that were
     */
    public int leaseAndSettle(String downloader) throws IOException {
        List<Lease> leases = ledger.leases().lease(downloader, LEASE);
        if (leases.isEmpty()) {
            throw new IOException("too few captures for so long");
        }
        for (Lease lease : leases) {
            ledger.leases().settle(lease.captureId(), lease.token(), new Published(PROOF), 1);
        }
        return leases.size();
    }
}
