package io.microtape.manifest.verify;

import io.microtape.manifest.verify.Finding.Damaged;
import io.microtape.manifest.verify.Finding.Missing;
import io.microtape.manifest.verify.Finding.Misstated;
import io.microtape.manifest.verify.Finding.Stray;
import io.microtape.manifest.verify.Finding.Unreadable;
import io.microtape.model.capture.CaptureProof;
import io.microtape.model.capture.CaptureState;
import io.microtape.runtime.lake.Lake;
import io.microtape.runtime.lake.LakePaths;
import io.microtape.runtime.lake.LakeUnavailableException;
import io.microtape.runtime.ledger.CaptureRecords;
import io.microtape.runtime.ledger.CaptureRecords.CaptureRecord;
import io.microtape.runtime.ledger.Ledger;
import io.microtape.runtime.table.TableException;
import io.microtape.runtime.tape.TapeFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Derives again from the lake what the ledger says of it: every complete capture is opened, measured and hashed, with the
 * full tape beside it where there is one, and every file must belong to one.
 */
public final class LakeVerifier {
    private static final int PAGE = 1_000;

    private final CaptureRecords captures;
    private final Lake lake;
    private final LakeRepair repair;

    public LakeVerifier(Ledger ledger, Lake lake) {
        this.captures = ledger.captures();
        this.lake = lake;
        this.repair = new LakeRepair(ledger, lake);
    }

    /**
     * What was compared and what differs.
     *
     * @param captures complete captures in the ledger
     * @param files    files in the lake
     */
    public record Verification(long captures, long files, List<Difference> differences) {
        public boolean agrees() {
            return differences.isEmpty();
        }
    }

    /**
     * One place where ledger and lake disagree, or did.
     *
     * @param repair what was done about it; absent when nothing was
     */
    public record Difference(String path, String what, Optional<String> repair) {}

    /** Is told how many of all complete captures were looked at. */
    @FunctionalInterface
    public interface Watch {
        /** Looks away. */
        Watch NONE = (_, _) -> {};

        void at(long looked, long of);
    }

    private record Found(long captures, long files, List<Finding> findings) {}

    /** Compares everything, and changes nothing. */
    public Verification verify() throws IOException {
        return verify(Part.WHOLE, Watch.NONE);
    }

    /** Compares a part, and changes nothing. */
    public Verification verify(Part part, Watch watch) throws IOException {
        Found found = find(part, watch);
        return new Verification(found.captures(), found.files(), found.findings().stream()
                .map(finding -> new Difference(finding.path(), finding.what(), Optional.empty())).toList());
    }

    /**
     * Compares a part, and brings ledger and lake together again where that loses nothing; only for a process that knows that
     * no other serves the home. Nothing is deleted: what is damaged is set aside.
     */
    public Verification repair(Part part, Watch watch) throws IOException {
        lake.sweepTemporaries();
        Found found = find(part, watch);
        List<Difference> differences = new ArrayList<>();
        for (Finding finding : found.findings()) {
            differences.add(new Difference(finding.path(), finding.what(), repair.of(finding)));
        }
        return new Verification(found.captures(), found.files(), differences);
    }

    private Found find(Part part, Watch watch) throws IOException {
        List<Finding> findings = new ArrayList<>();
        Map<String, String> owners = new HashMap<>();
        int compared = 0;
        long looked = 0;
        long all = captures.complete();
        String last = "";
        List<CaptureRecord> page;
        do {
            page = captures.complete(last, PAGE);
            last = page.isEmpty() ? last : page.getLast().captureId();
            for (CaptureRecord capture : page) {
                owners.put(capture.path(), capture.captureId());
                capture.proof().flatMap(CaptureProof::raw)
                        .ifPresent(_ -> owners.put(LakePaths.fullTape(capture.path()), capture.captureId()));
                if (part.holds(capture.captureId())) {
                    compared++;
                    compare(capture).ifPresent(findings::add);
                }
                looked++;
                watch.at(looked, Math.max(looked, all));
            }
        } while (page.size() == PAGE);
        List<String> files = lake.files().stream().filter(path -> part.holds(owners.getOrDefault(path, path)))
                .toList();
        // Asked again, for a file that was settled while this was going on.
        files.stream().filter(path -> !owners.containsKey(path) && !complete(path)).map(Stray::new)
                .forEach(findings::add);
        return new Found(compared, files.size(), findings);
    }

    private boolean complete(String path) {
        return captures.at(path).filter(LakeVerifier::complete).isPresent() || LakePaths.besideFullTape(path)
                .flatMap(captures::at).filter(LakeVerifier::complete)
                .filter(capture -> capture.spec().keepRaw()).isPresent();
    }

    private static boolean complete(CaptureRecord capture) {
        return capture.state() == CaptureState.COMPLETE;
    }

    private Optional<Finding> compare(CaptureRecord capture) throws LakeUnavailableException {
        CaptureProof stated = capture.proof().orElseThrow();
        try {
            if (!lake.has(capture.path())) {
                return Optional.of(new Missing(capture));
            }
            if (capture.spec().keepRaw() && !lake.has(LakePaths.fullTape(capture.path()))) {
                return Optional.of(new Damaged(capture, "the full tape beside the file is missing"));
            }
            CaptureProof found = TapeFile.prove(lake, capture.path(), capture.spec());
            if (found.equals(stated)) {
                return Optional.empty();
            }
            String what = ProofWords.difference(stated, found);
            return Optional.of(found.sha256().equals(stated.sha256()) && found.raw().equals(stated.raw())
                    ? new Misstated(capture, found, what)
                    : new Damaged(capture, what));
        } catch (TableException e) {
            return Optional.of(new Damaged(capture, e.getMessage()));
        } catch (LakeUnavailableException e) {
            // It says nothing of this file, and the next one would only wait for the same answer.
            throw e;
        } catch (IOException e) {
            return Optional.of(new Unreadable(capture.path(), "the file cannot be opened: " + e.getMessage()));
        }
    }
}
