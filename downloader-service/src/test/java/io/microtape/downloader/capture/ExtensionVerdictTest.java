package io.microtape.downloader.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.model.capture.Extension;
import io.microtape.model.lease.History;
import org.junit.jupiter.api.Test;

/** When a window grows. */
class ExtensionVerdictTest {
    private static final double UNKNOWN = Double.NaN;
    private static final Extension ALL = new Extension(0, 10, 90, 95, 3);

    @Test
    void any_trigger_is_enough_and_each_says_what_it_saw() {
        var history = new History(8, 20, 0.002, 20);
        assertThat(ExtensionVerdict.of(ALL, history, 8.5, UNKNOWN, 1)).isEqualTo(new ExtensionVerdict(true,
                "extended: tape_speed 8.5 over 8 (p90 of 20 captures); vol_spike 1 below 3"));
        assertThat(ExtensionVerdict.of(ALL, history, UNKNOWN, 0.0025, 1)).isEqualTo(new ExtensionVerdict(true,
                "extended: nbbo_spread 0.0025 over 0.002 (p95 of 20 captures); vol_spike 1 below 3"));
        assertThat(ExtensionVerdict.of(ALL, history, 1, UNKNOWN, 3)).isEqualTo(new ExtensionVerdict(true,
                "extended: tape_speed 1 within 8 (p90 of 20 captures); vol_spike 3 at least 3"));
    }

    @Test
    void at_the_percentile_is_not_above_it() {
        assertThat(ExtensionVerdict.of(ALL, new History(8, 20, 0.002, 20), 8, 0.002, 2.9).extended()).isFalse();
    }

    @Test
    void fewer_than_twenty_earlier_captures_switch_a_trigger_off_and_it_says_so() {
        ExtensionVerdict verdict = ExtensionVerdict.of(ALL, new History(8, 19, UNKNOWN, 0), 1000, UNKNOWN, UNKNOWN);
        assertThat(verdict).isEqualTo(new ExtensionVerdict(false,
                "not extended: tape_speed off (19 earlier captures, 20 needed); vol_spike unknown"));
    }

    @Test
    void a_trigger_at_zero_is_off() {
        var none = new Extension(0, 10, 0, 0, 0);
        assertThat(ExtensionVerdict.of(none, new History(1, 99, 0.1, 99), 50, 0.9, 50))
                .isEqualTo(new ExtensionVerdict(false, "not extended: tape_speed off; nbbo_spread off; vol_spike off"));
    }
}
