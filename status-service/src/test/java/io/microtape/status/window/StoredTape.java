package io.microtape.status.window;

import io.microtape.model.capture.CaptureOutcome.Published;
import io.microtape.model.capture.CaptureSpec;
import io.microtape.model.capture.Findings;
import io.microtape.model.capture.Tape;
import io.microtape.model.capture.TapeColumn;
import io.microtape.model.lease.Lease;
import io.microtape.runtime.tape.TapeBatch;
import io.microtape.runtime.tape.TapeFile;
import io.microtape.runtime.tape.TapeFile.Contents;
import io.microtape.runtime.tape.TapeFile.Origin;
import io.microtape.runtime.tape.TapeWriter;
import io.microtape.status.StatusServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.arrow.memory.RootAllocator;

/** A capture's file with made-up rows, published and settled as a downloader does it. */
final class StoredTape {
    private StoredTape() {}

    /** Stores so many rows for a lease: bursts, ties, rows without a price, one-sided quotes. */
    static Path store(StatusServer server, Lease lease, int rows, long seed) throws Exception {
        CaptureSpec spec = lease.spec();
        Path temporary = server.lake().temporary(lease.path());
        try (var allocator = new RootAllocator();
                var batch = batch(spec, rows, new SplittableRandom(seed), allocator);
                var writer = new TapeWriter(temporary, spec)) {
            writer.append(batch, IntStream.range(0, rows).toArray(), rows);
            writer.finish(TapeFile.footer(spec,
                    new Origin("m1", "polygon", "simulated", "shares", "2026-11-21T17:00:00Z", "r1,r2", "test"),
                    new Contents(rows, rows, 1, spec.windowFrom(), spec.windowTo(), false, Findings.NONE)));
        }
        server.lake().publish(temporary, lease.path());
        Path file = server.lake().file(lease.path());
        server.ledger().settle(lease, new Published(TapeFile.prove(server.lake(), lease.path(), spec)));
        return file;
    }

    private static TapeBatch batch(CaptureSpec spec, int rows, SplittableRandom random, RootAllocator allocator) {
        long length = spec.windowTo() - spec.windowFrom();
        long[] times = random.longs(rows, 0, length).map(at -> random.nextInt(3) == 0 ? at : at / 40 + length / 2)
                .sorted().map(at -> spec.windowFrom() + at).toArray();
        var batch = new TapeBatch(spec.tape(), allocator);
        double price = 20;
        for (int row = 0; row < rows; row++) {
            price = Math.max(1, price + (random.nextInt(21) - 10) / 100.0);
            batch.setLong(TapeColumn.SIP_TIMESTAMP, times[row]);
            if (spec.tape() == Tape.TRADES) {
                trade(batch, row, price, random);
            } else {
                quote(batch, row, price, random);
            }
            batch.endRow();
        }
        batch.seal();
        return batch;
    }

    private static void trade(TapeBatch batch, int row, double price, SplittableRandom random) {
        if (random.nextInt(50) > 0) {
            batch.setDouble(TapeColumn.index(Tape.TRADES, "price"), price);
        }
        if (random.nextInt(50) > 0) {
            batch.setDouble(TapeColumn.index(Tape.TRADES, "size"), 1 + random.nextInt(900));
        }
        batch.setList(TapeColumn.index(Tape.TRADES, "conditions"), new int[] {12, 37}, random.nextInt(3));
        byte[] id = Integer.toString(row).getBytes(StandardCharsets.UTF_8);
        batch.setText(TapeColumn.index(Tape.TRADES, "id"), id, 0, id.length);
    }

    private static void quote(TapeBatch batch, int row, double price, SplittableRandom random) {
        batch.setDouble(TapeColumn.index(Tape.QUOTES, "bid_price"), random.nextInt(60) == 0 ? 0 : price);
        if (random.nextInt(60) > 0) {
            batch.setDouble(TapeColumn.index(Tape.QUOTES, "ask_price"), price + (random.nextInt(9) - 1) / 100.0);
        }
        batch.setLong(TapeColumn.index(Tape.QUOTES, "sequence_number"), row);
    }
}
