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
import io.microtape.runtime.ledger.CaptureRecords.CaptureRecord;
import io.microtape.runtime.ledger.Ledger;
import io.microtape.runtime.table.TableException;
import io.microtape.runtime.tape.TapeFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/**
 * What is done about a difference between ledger and lake. What is not there or not what was proven is asked for again, a
 * proven file that the ledger does not know is adopted, a damaged one is set aside, and what is not understood is left alone.
 */
final class LakeRepair {
    private final Ledger ledger;
    private final Lake lake;

    LakeRepair(Ledger ledger, Lake lake) {
        this.ledger = ledger;
        this.lake = lake;
    }

    /** What was done, for people; empty when nothing was. */
    Optional<String> of(Finding finding) throws IOException {
        return switch (finding) {
            case Missing missing -> Optional.of(withdraw(missing.capture(), missing.what()));
            case Damaged damaged -> Optional.of(withdraw(damaged.capture(), damaged.what()));
            case Misstated misstated -> {
                ledger.repairs().adopt(misstated.capture().captureId(), misstated.found());
                yield Optional.of("the ledger states now what the file is");
            }
            case Unreadable _ -> Optional.empty();
            case Stray stray -> stray(stray.path());
        };
    }

    /** The files go first: were the process to end in between, the capture would have no file, which is found again. */
    private String withdraw(CaptureRecord capture, String cause) throws IOException {
        String aside = setAside(capture.path()) + setAside(LakePaths.fullTape(capture.path()));
        ledger.repairs().withdraw(capture.captureId(), cause);
        return aside + "the capture is "
                + ledger.captures().find(capture.captureId()).map(CaptureRecord::state).orElseThrow() + " again";
    }

    private Optional<String> stray(String path) throws IOException {
        Optional<CaptureRecord> owner = ledger.captures().at(path);
        if (owner.isPresent()) {
            return adopt(owner.get());
        }
        // Its thinned tape has been looked at before it, and was adopted with it if it could be.
        Optional<CaptureState> beside = LakePaths.besideFullTape(path).flatMap(ledger.captures()::at)
                .map(CaptureRecord::state);
        if (beside.isEmpty()) {
            return Optional.empty();
        }
        return beside.get() == CaptureState.COMPLETE
                ? Optional.of("it was adopted with its thinned tape")
                : Optional.of(setAside(path) + "it stood without its thinned tape");
    }

    private Optional<String> adopt(CaptureRecord capture) throws IOException {
        try {
            CaptureProof proof = TapeFile.prove(lake, capture.path(), capture.spec());
            ledger.repairs().adopt(capture.captureId(), proof);
            return Optional.of("it proves itself: capture %s is COMPLETE".formatted(capture.captureId()));
        } catch (TableException e) {
            return Optional.of(setAside(capture.path()) + e.getMessage());
        } catch (NoSuchFileException e) {
            return Optional.of(setAside(capture.path()) + "the full tape beside it is missing");
        } catch (LakeUnavailableException e) {
            throw e;
        } catch (IOException e) {
            // It cannot be opened, which says nothing of what it holds.
            return Optional.empty();
        }
    }

    /** Says where a file went; empty when there is none. */
    private String setAside(String path) throws IOException {
        if (!lake.has(path)) {
            return "";
        }
        String aside = lake.setAside(path);
        return "set aside as %s; ".formatted(aside.substring(aside.replace('\\', '/').lastIndexOf('/') + 1));
    }
}
