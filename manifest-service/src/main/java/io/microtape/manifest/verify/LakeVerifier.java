package io.microtape.manifest.verify;

import io.microtape.model.capture.CaptureProof;
import io.microtape.model.capture.CaptureState;
import io.microtape.runtime.lake.Lake;
import io.microtape.runtime.lake.LakePaths;
import io.microtape.runtime.ledger.CaptureRecords;
import io.microtape.runtime.ledger.CaptureRecords.CaptureRecord;
import io.microtape.runtime.ledger.CaptureRecords.Filter;
import io.microtape.runtime.table.TableException;
import io.microtape.runtime.tape.TapeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Derives again from the lake what the ledger says of it: every complete capture is opened, measured and hashed, and
 * every file must belong to one. Nothing is changed.
 */
public final class LakeVerifier {
    private static final int PAGE = 1_000;
    private static final Filter COMPLETE = new Filter(Optional.empty(), Optional.of(CaptureState.COMPLETE),
            Optional.empty(), Optional.empty(), Optional.empty());

    private final CaptureRecords captures;
    private final Lake lake;

    public LakeVerifier(CaptureRecords captures, Lake lake) {
        this.captures = captures;
        this.lake = lake;
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

    /** One place where ledger and lake disagree. */
    public record Difference(String path, String what) {}

    public Verification verify() throws IOException {
        List<Difference> differences = new ArrayList<>();
        Set<String> known = new HashSet<>();
        int seen = 0;
        List<CaptureRecord> page;
        do {
            page = captures.list(COMPLETE, PAGE, seen);
            seen += page.size();
            for (CaptureRecord capture : page) {
                known.add(capture.path());
                capture.proof().flatMap(CaptureProof::raw)
                        .ifPresent(_ -> known.add(LakePaths.fullTape(capture.path())));
                compare(capture).ifPresent(what -> differences.add(new Difference(capture.path(), what)));
            }
        } while (page.size() == PAGE);
        List<String> files = lake.files();
        // Asked again, for a file that was settled while this was going on.
        files.stream().filter(path -> !known.contains(path) && !captures.completeAt(path)).forEach(path -> differences
                .add(new Difference(path, "the ledger knows no complete capture in this file")));
        return new Verification(seen, files.size(), differences);
    }

    private Optional<String> compare(CaptureRecord capture) throws IOException {
        Path file = lake.file(capture.path());
        CaptureProof stated = capture.proof().orElseThrow();
        if (!Files.exists(file)) {
            return Optional.of("the file is missing");
        }
        try {
            CaptureProof found = TapeFile.prove(file, lake.file(LakePaths.fullTape(capture.path())), capture.spec());
            return found.equals(stated)
                    ? Optional.empty()
                    : Optional.of("the ledger states %s, the file is %s".formatted(stated, found));
        } catch (TableException e) {
            return Optional.of(e.getMessage());
        }
    }
}
