package io.microtape.manifest.selection;

import io.microtape.model.session.Session;
import java.util.Set;

/** One threshold as data: what it is called, what it looks at and what it asks for. A missing metric fails only {@link Present}. */
sealed interface Rule {
    Reason reason();

    boolean fails(int row);

    /** What the rule saw, in the unit of its metric; NaN if it is no number. */
    default double observed(int row) {
        return Double.NaN;
    }

    /** What the rule asked for when it failed this row; NaN if it is no number. */
    default double threshold(int row) {
        return Double.NaN;
    }

    /** Sets {@code bit} for each row of {@code rows} that fails. */
    default void mark(int[] rows, long[] failed, long bit) {
        for (int i = 0; i < rows.length; i++) {
            if (fails(rows[i])) {
                failed[i] |= bit;
            }
        }
    }

    /** The metric must be known. */
    record Present(Reason reason, double[] metric) implements Rule {
        @Override
        public boolean fails(int row) {
            return Double.isNaN(metric[row]);
        }
    }

    /** The metric must be {@code least} or more. */
    record AtLeast(Reason reason, double[] metric, SessionLimit least) implements Rule {
        @Override
        public boolean fails(int row) {
            return metric[row] < least.of(row);
        }

        @Override
        public double observed(int row) {
            return metric[row];
        }

        @Override
        public double threshold(int row) {
            return least.of(row);
        }
    }

    /** The metric must be {@code most} or less. */
    record AtMost(Reason reason, double[] metric, SessionLimit most) implements Rule {
        @Override
        public boolean fails(int row) {
            return metric[row] > most.of(row);
        }

        @Override
        public double observed(int row) {
            return metric[row];
        }

        @Override
        public double threshold(int row) {
            return most.of(row);
        }
    }

    /** The metric must be in {@code [low, high]}; the threshold is the bound that was crossed. */
    record Within(Reason reason, double[] metric, double low, double high) implements Rule {
        @Override
        public boolean fails(int row) {
            return metric[row] < low || metric[row] > high;
        }

        @Override
        public double observed(int row) {
            return metric[row];
        }

        @Override
        public double threshold(int row) {
            return metric[row] < low ? low : high;
        }
    }

    /** The session must be allowed. */
    record SessionAllowed(Reason reason, Session[] session, Set<Session> allowed) implements Rule {
        @Override
        public boolean fails(int row) {
            return !allowed.contains(session[row]);
        }
    }
}
