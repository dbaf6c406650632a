package io.microtape.standalone;

import io.microtape.model.capture.CaptureOutcome.Published;
import io.microtape.model.capture.CaptureSpec;
import io.microtape.model.capture.Findings;
import io.microtape.model.capture.TapeColumn;
import io.microtape.model.lease.Lease;
import io.microtape.runtime.tape.TapeBatch;
import io.microtape.runtime.tape.TapeFile;
import io.microtape.runtime.tape.TapeFile.Contents;
import io.microtape.runtime.tape.TapeFile.Origin;
import io.microtape.runtime.tape.TapeWriter;
import java.nio.file.Path;
import org.apache.arrow.memory.RootAllocator;

/** A capture of two trades, published and settled as a downloader does it. */
final class SmallTape {
    private SmallTape() {}

    static void publish(Workplace workplace, Lease lease) throws Exception {
        CaptureSpec spec = lease.spec();
        Path temporary = workplace.lake().temporary(lease.path());
        try (var allocator = new RootAllocator();
                var batch = new TapeBatch(spec.tape(), allocator);
                var writer = new TapeWriter(temporary, spec)) {
            for (int row = 0; row < 2; row++) {
                batch.setLong(TapeColumn.SIP_TIMESTAMP, spec.windowFrom() + row);
                batch.setDouble(TapeColumn.index(spec.tape(), "price"), 10.5);
                batch.setDouble(TapeColumn.index(spec.tape(), "size"), 100);
                batch.endRow();
            }
            batch.seal();
            writer.append(batch, new int[] {0, 1}, 2);
            writer.finish(TapeFile.footer(spec,
                    new Origin(lease.manifestId(), "polygon", "simulated", "shares", "2026-11-21T17:00:00Z", "r1", "0"),
                    new Contents(2, 2, 1, spec.windowFrom(), spec.windowTo(), false, Findings.NONE)));
        }
        workplace.lake().publish(temporary, lease.path());
        workplace.ledger().leases().settle(lease.captureId(), lease.token(),
                new Published(TapeFile.prove(workplace.lake(), lease.path(), spec)), 1);
    }
}
