package io.microtape.downloader.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.model.capture.EventBar;
import io.microtape.model.capture.Grade;
import io.microtape.model.capture.Tape;
import io.microtape.model.capture.TapeColumn;
import io.microtape.runtime.tape.TapeBatch;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The bar of a minute from its trades, and how far the event's own is from it. */
class BarAgreementTest {
    private static final int ODD_LOT = 37;
    private static final int EXTENDED_HOURS = 12;
    private static final int OFFICIAL_CLOSE = 15;
    private static final int UNKNOWN = 4711;
    private static final int CANCELLED = 8;

    private final RootAllocator allocator = new RootAllocator();
    private final TapeBatch trades = new TapeBatch(Tape.TRADES, allocator);

    @AfterEach
    void free() {
        trades.close();
        allocator.close();
    }

    @Test
    void the_part_that_is_furthest_off_decides() {
        trade(10, 100);
        trade(12, 100);
        trade(9, 200);
        trade(11, 100);
        assertThat(grade(10, 12, 9, 11, 500)).isEqualTo(Grade.A);
        assertThat(grade(10, 12, 9, 11, 496)).isEqualTo(Grade.A);
        assertThat(grade(10, 12, 9, 11, 480)).isEqualTo(Grade.B);
        assertThat(grade(10, 12.5, 9, 11, 500)).isEqualTo(Grade.B);
        assertThat(grade(10, 12, 9, 14, 500)).isEqualTo(Grade.C);
    }

    @Test
    void odd_lots_count_in_volume_and_move_no_price() {
        trade(10, 100);
        trade(99, 5, ODD_LOT);
        assertThat(grade(10, 10, 10, 10, 105)).isEqualTo(Grade.A);
    }

    @Test
    void official_prices_count_in_nothing_and_unknown_conditions_in_everything() {
        trade(10, 100, UNKNOWN);
        trade(50, 1_000_000, OFFICIAL_CLOSE, UNKNOWN);
        assertThat(grade(10, 10, 10, 10, 100)).isEqualTo(Grade.A);
    }

    @Test
    void a_trade_that_was_cancelled_later_is_left_out() {
        trade(10, 100);
        trades.setInt(TapeColumn.index(Tape.TRADES, "correction"), CANCELLED);
        trade(50, 100);
        assertThat(grade(10, 10, 10, 10, 100)).isEqualTo(Grade.A);
    }

    @Test
    void what_one_side_lacks_is_not_compared() {
        trade(10, 100, EXTENDED_HOURS);
        assertThat(grade(77, 77, 77, 77, 100)).isEqualTo(Grade.A);
        assertThat(grade(10, 10, 10, 10, Double.NaN)).isEqualTo(Grade.NONE);
    }

    @Test
    void without_trades_or_without_a_bar_there_is_nothing_to_compare() {
        assertThat(grade(10, 10, 10, 10, 100)).isEqualTo(Grade.NONE);
        trade(10, 100);
        assertThat(new BarAgreement().grade(EventBar.UNKNOWN)).isEqualTo(Grade.NONE);
    }

    private Grade grade(double open, double high, double low, double close, double volume) {
        var agreement = new BarAgreement();
        for (int row = 0; row < trades.rows(); row++) {
            agreement.add(trades, row);
        }
        return agreement.grade(new EventBar(open, high, low, close, volume, Double.NaN));
    }

    private void trade(double price, double size, int... conditions) {
        trades.setLong(TapeColumn.SIP_TIMESTAMP, trades.rows());
        trades.setDouble(TapeColumn.index(Tape.TRADES, "price"), price);
        trades.setDouble(TapeColumn.index(Tape.TRADES, "size"), size);
        if (conditions.length > 0) {
            trades.setList(TapeColumn.index(Tape.TRADES, "conditions"), conditions, conditions.length);
        }
        trades.endRow();
        trades.seal();
    }
}
