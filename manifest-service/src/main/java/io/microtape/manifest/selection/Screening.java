package io.microtape.manifest.selection;

import java.util.List;

/**
 * What the thresholds made of the candidates.
 *
 * @param rules  in the order in which the first failed one names a rejection
 * @param passed the rows that fail none of them, in the total order
 */
record Screening(List<Rule> rules, int[] candidates, int[] passed, TotalOrder order, Decisions decisions) {

    /** The rows that fail some of these rules and no other, in the total order. */
    int[] failingOnly(List<Reason> reasons) {
        long allowed = 0;
        for (Reason reason : reasons) {
            allowed |= 1L << decisions.code(reason);
        }
        long others = ~allowed;
        return order.sorted(Rows.where(candidates, row -> decisions.failed(row) != 0
                && isThreshold(row) && (decisions.failed(row) & others) == 0));
    }

    /** Whether it was a threshold that rejected the row: only then is it known what else the row would fail. */
    private boolean isThreshold(int row) {
        Stage stage = decisions.reason(row).stage();
        return stage == Stage.QUALITY || stage == Stage.LIQUIDITY;
    }
}
