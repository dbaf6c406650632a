package io.microtape.manifest.selection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.StringJoiner;

/**
 * What became of every input row. A row is rejected at most once; what is never rejected is selected. Observed and
 * threshold are in the unit of the rule's metric, NaN where a rule has no number.
 */
public final class Decisions {
    private static final byte NOT_REJECTED = -1;

    private final List<Reason> reasons = new ArrayList<>();
    private final byte[] reason;
    private final double[] observed;
    private final double[] threshold;
    private final long[] failed;

    Decisions(int rows) {
        reason = new byte[rows];
        Arrays.fill(reason, NOT_REJECTED);
        observed = new double[rows];
        threshold = new double[rows];
        failed = new long[rows];
    }

    /** Rejects a row. */
    void reject(int row, Reason why, double observed, double threshold) {
        int code = code(why);
        reject(row, code, 1L << code, observed, threshold);
    }

    /** Rejects a row for the reason with a code, which fails all rules whose codes are bits of {@code failed}. */
    void reject(int row, int code, long failed, double observed, double threshold) {
        if (reason[row] != NOT_REJECTED) {
            throw new IllegalStateException("row %d is rejected twice, for %s and for %s".formatted(row,
                    reasons.get(reason[row]), reasons.get(code)));
        }
        this.reason[row] = (byte) code;
        this.failed[row] = failed;
        this.observed[row] = observed;
        this.threshold[row] = threshold;
    }

    /** Rejects a row that is not rejected yet: one that relaxed thresholds admitted has its reason already. */
    void rejectUnlessRejected(int row, Reason why, double observed, double threshold) {
        if (!isRejected(row)) {
            reject(row, why, observed, threshold);
        }
    }

    /** Takes back the rejections of these rows. */
    void admit(BitSet rows) {
        rows.stream().filter(this::isRejected).forEach(row -> {
            reason[row] = NOT_REJECTED;
            failed[row] = 0;
        });
    }

    /** The codes of all rules that a row failed, as bits; 0 for a row that is not rejected. */
    long failed(int row) {
        return failed[row];
    }

    /** The number of a reason, below 64; earlier asked, lower number. */
    int code(Reason why) {
        int known = reasons.indexOf(why);
        if (known >= 0) {
            return known;
        }
        if (reasons.size() == Long.SIZE) {
            throw new IllegalStateException("there are more than %d reasons to reject an event".formatted(Long.SIZE));
        }
        reasons.add(why);
        return reasons.size() - 1;
    }

    /** Whether any stage has rejected a row. */
    public boolean isRejected(int row) {
        return reason[row] != NOT_REJECTED;
    }

    /** Why a rejected row was rejected. */
    public Reason reason(int row) {
        return reasons.get(reason[row]);
    }

    /** A number that compares reasons in the order in which the stages ask. */
    public int reasonCode(int row) {
        return reason[row];
    }

    /** What a rejected row had, in the unit of its reason; NaN where the reason has no number. */
    public double observed(int row) {
        return observed[row];
    }

    /** What its reason asks for, in the same unit; NaN where the reason has no number. */
    public double threshold(int row) {
        return threshold[row];
    }

    /** The other threshold rules that the row would also fail, joined by commas; empty if there are none. */
    public String alsoFailed(int row) {
        return names(otherFailures(row));
    }

    /** Those rules as a set of which there are few different ones: {@link #names} says what is in it. */
    public long otherFailures(int row) {
        return failed[row] & ~(1L << reason[row]);
    }

    /** The names of the rules in a set, joined by commas. */
    public String names(long rules) {
        var names = new StringJoiner(",");
        for (long rest = rules; rest != 0; rest &= rest - 1) {
            names.add(reasons.get(Long.numberOfTrailingZeros(rest)).name());
        }
        return names.toString();
    }

    /** The rejected rows, ascending. */
    public int[] rejectedRows() {
        return Rows.where(RowSort.allRows(reason.length), this::isRejected);
    }

    /** Rejections by code of reason. */
    int[] counts() {
        int[] counts = new int[reasons.size()];
        for (byte code : reason) {
            if (code != NOT_REJECTED) {
                counts[code]++;
            }
        }
        return counts;
    }

    List<Reason> reasons() {
        return reasons;
    }
}
