package io.microtape.status.http;

import io.microtape.runtime.http.ProblemException;
import io.microtape.runtime.http.Problems;
import io.microtape.runtime.lake.Lake;
import io.microtape.runtime.lake.LakeUnavailableException;
import io.microtape.runtime.ledger.CaptureRecords.CaptureRecord;
import io.microtape.runtime.tape.TapeFile;
import io.microtape.runtime.tape.TapeFile.Origin;
import java.util.List;
import java.util.Optional;

/**
 * What the file of a complete capture says of where its rows came from.
 *
 * @param present    whether it is there; {@code verify} says whether it is what was proven
 * @param requestIds the vendor's ids of the answers, one a page and at most 100
 */
public record CaptureFile(boolean present, String vendor, String endpoint, List<String> requestIds, String fetchedAt,
        String sizeUnit, String software) {
    private static final CaptureFile ABSENT = new CaptureFile(false, null, null, null, null, null, null);

    /** Of a capture's file; empty when it has none to have. */
    public static Optional<CaptureFile> of(CaptureRecord capture, Lake lake) {
        return capture.proof().map(_ -> stored(capture, lake));
    }

    private static CaptureFile stored(CaptureRecord capture, Lake lake) {
        try {
            return TapeFile.origin(lake, capture.path()).map(CaptureFile::of).orElse(ABSENT);
        } catch (LakeUnavailableException e) {
            throw new ProblemException(Problems.of(e, -1));
        }
    }

    private static CaptureFile of(Origin origin) {
        return new CaptureFile(true, origin.vendor(), origin.endpoint(),
                origin.requestIds().isEmpty() ? List.of() : List.of(origin.requestIds().split(",", -1)),
                origin.fetchedAt(), origin.sizeUnit(), origin.software());
    }
}
