package io.microtape.manifest.export;

import io.microtape.manifest.export.SourceTape.Source;
import io.microtape.model.capture.Tape;
import java.util.List;

/**
 * A file of a tape that is to be written.
 *
 * @param path    in the dataset
 * @param sources the captures in it, in order
 */
record PlannedPart(Tape tape, String month, String path, List<Source> sources) {
    long rows() {
        return sources.stream().mapToLong(Source::rows).sum();
    }
}
