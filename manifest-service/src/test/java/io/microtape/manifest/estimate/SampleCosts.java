package io.microtape.manifest.estimate;

import io.microtape.model.capture.QuotePolicy;
import io.microtape.model.capture.Tape;
import io.microtape.model.session.Session;
import io.microtape.runtime.ledger.CostQuery.Cost;
import io.microtape.runtime.ledger.Moments;
import java.util.stream.DoubleStream;

/** What captures cost, for tests: one request and as many milliseconds as bytes, a tenth as many rows. */
final class SampleCosts {
    private static final long MINUTE = 60_000_000_000L;

    private SampleCosts() {}

    static Cost cost(String type, Session session, Tape tape, double... bytes) {
        return cost(type, session, tape, QuotePolicy.KEEP_ALL, moments(bytes), bytes);
    }

    static Cost untimed(String type, Session session, Tape tape, double... bytes) {
        return cost(type, session, tape, QuotePolicy.KEEP_ALL, Moments.NONE, bytes);
    }

    static Cost cost(String type, Session session, Tape tape, QuotePolicy policy, Moments millis, double... bytes) {
        Moments rows = moments(DoubleStream.of(bytes).map(size -> size / 10).toArray());
        return new Cost(type, session, tape, 3 * MINUTE, 7 * MINUTE, policy,
                new Moments(bytes.length, bytes.length, bytes.length), rows, rows, moments(bytes), millis);
    }

    /** So many captures of half one size and half another. */
    static double[] halves(int captures, double one, double other) {
        double[] bytes = new double[captures];
        for (int i = 0; i < captures; i++) {
            bytes[i] = i % 2 == 0 ? one : other;
        }
        return bytes;
    }

    static Moments moments(double... values) {
        return new Moments(values.length, DoubleStream.of(values).sum(),
                DoubleStream.of(values).map(value -> value * value).sum());
    }
}
