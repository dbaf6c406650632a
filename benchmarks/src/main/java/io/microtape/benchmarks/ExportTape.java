package io.microtape.benchmarks;

import io.microtape.model.capture.CaptureSpec;
import io.microtape.model.capture.Tape;
import io.microtape.model.capture.TapeColumn;
import io.microtape.runtime.tape.TapeBatch;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Made-up rows of one window, the same for the same window: a price that walks by cents, bursts in time, sizes and venues as
 * they come on the tape. How many is log-normal: many small windows and a few that are long.
 */
final class ExportTape {
    private static final double MEDIAN_TRADES = 1_500;
    private static final double MEDIAN_QUOTES = 3_000;
    private static final double SPREAD_OF_ROWS = 1.1;
    private static final int MOST_ROWS = 200_000;
    private static final int[] CONDITIONS = {12, 37, 14, 41};

    private final TapeBatch batch;
    private final Tape tape;
    private final RandomGenerator random;

    private ExportTape(TapeBatch batch, CaptureSpec spec) {
        this.batch = batch;
        this.tape = spec.tape();
        this.random = new SplittableRandom(spec.captureId().hashCode());
    }

    /** Fills a batch with the rows of a window. */
    static void fill(TapeBatch batch, CaptureSpec spec) {
        batch.clear();
        new ExportTape(batch, spec).fill(spec);
        batch.seal();
    }

    private void fill(CaptureSpec spec) {
        double median = tape == Tape.TRADES ? MEDIAN_TRADES : MEDIAN_QUOTES;
        int rows = Math.clamp((long) (median * Math.exp(SPREAD_OF_ROWS * random.nextGaussian())), 1, MOST_ROWS);
        long length = spec.windowTo() - spec.windowFrom();
        long[] times = random.longs(rows, 0, length).map(at -> (at & 1) == 0 ? at : length / 3 + at / 8).toArray();
        Arrays.sort(times);
        long cents = 200 + random.nextLong(20_000);
        long sequence = 1_000 + random.nextLong(1_000_000);
        for (int row = 0; row < rows; row++) {
            cents = Math.max(100, cents + random.nextInt(5) - 2);
            sequence += 1 + random.nextInt(40);
            long sip = spec.windowFrom() + times[row];
            batch.setLong(TapeColumn.SIP_TIMESTAMP, sip);
            set("participant_timestamp", sip - 20_000 - random.nextInt(400_000));
            set("sequence_number", sequence);
            batch.setInt(column("tape"), 3);
            if (tape == Tape.TRADES) {
                trade(cents / 100.0, sip, sequence);
            } else {
                quote(cents);
            }
            batch.endRow();
        }
    }

    private void trade(double price, long sip, long sequence) {
        batch.setDouble(column("price"), random.nextInt(8) == 0 ? price + 0.0049 : price);
        batch.setDouble(column("size"), random.nextInt(3) == 0 ? 100 : 1 + random.nextInt(400));
        batch.setInt(column("exchange"), 1 + random.nextInt(20));
        batch.setList(column("conditions"), CONDITIONS, random.nextInt(3));
        if (random.nextInt(3) == 0) {
            set("trf_timestamp", sip - random.nextInt(20_000));
            batch.setInt(column("trf_id"), 201 + random.nextInt(2));
        }
        byte[] id = Long.toString(52_983_000_000_000L + sequence).getBytes(StandardCharsets.UTF_8);
        batch.setText(column("id"), id, 0, id.length);
    }

    private void quote(long cents) {
        int spread = 1 + random.nextInt(4);
        batch.setDouble(column("bid_price"), cents / 100.0);
        batch.setDouble(column("ask_price"), (cents + spread) / 100.0);
        batch.setDouble(column("bid_size"), 1 + random.nextInt(20));
        batch.setDouble(column("ask_size"), 1 + random.nextInt(20));
        batch.setInt(column("bid_exchange"), 1 + random.nextInt(20));
        batch.setInt(column("ask_exchange"), 1 + random.nextInt(20));
        batch.setList(column("conditions"), CONDITIONS, 1);
    }

    private void set(String name, long value) {
        batch.setLong(column(name), value);
    }

    private int column(String name) {
        return TapeColumn.index(tape, name);
    }
}
