package io.microtape.status.window;

import io.microtape.runtime.http.Problem;
import io.microtape.runtime.http.ProblemException;
import io.microtape.runtime.http.Problems;
import io.microtape.runtime.lake.LakeFile;
import io.microtape.runtime.lake.LakeUnavailableException;
import io.microtape.runtime.ledger.CaptureRecords.CaptureRecord;
import io.microtape.runtime.parquet.RowGroups;
import io.microtape.runtime.table.TableException;
import io.microtape.runtime.tape.ProvenTapes;
import io.microtape.runtime.tape.UnprovenTapeException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** The file of a capture while an answer is read from it; for one thread. */
final class OpenTape implements Closeable {
    private LakeFile file;

    /** Where to read the capture's file, proven. */
    Path file(ProvenTapes files, CaptureRecord capture) {
        try {
            file = files.file(capture.path(), capture.proof().orElseThrow());
            // Hashed is not yet opened: what cannot be read must be said before the answer has begun.
            RowGroups.of(file.path(), _ -> true);
            return file.path();
        } catch (LakeUnavailableException e) {
            throw new ProblemException(Problems.of(e, -1));
        } catch (UnprovenTapeException e) {
            throw unproven(e);
        } catch (TableException e) {
            throw unproven(file.named(e));
        }
    }

    private static ProblemException unproven(RuntimeException found) {
        return new ProblemException(new Problem(409, "unproven tape", found.getMessage(),
                "stop the services and run microtape verify --repair, then run the manifest again"));
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
