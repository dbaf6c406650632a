package io.microtape.runtime.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class NumbersTest {
    @Test
    void a_number_has_no_more_digits_than_it_needs() {
        assertThat(Numbers.plain(130)).isEqualTo("130");
        assertThat(Numbers.plain(0.7)).isEqualTo("0.7");
        assertThat(Numbers.plain(46.153846)).isEqualTo("46.1538");
        assertThat(Numbers.plain(152_340.7)).isEqualTo("152,341");
        assertThat(Numbers.plain(2_480.43171)).isEqualTo("2,480.4317");
        assertThat(Numbers.plain(-0.0)).isEqualTo("0");
        assertThat(Numbers.plain(Optional.empty())).isEmpty();
    }

    @Test
    void a_number_that_is_there_is_never_shown_as_nothing() {
        assertThat(Numbers.plain(0.00002)).isEqualTo("2.0e-05");
        assertThat(Numbers.plain(0.00005)).isEqualTo("0.0001");
    }

    @Test
    void a_margin_has_a_sign_unless_it_is_none() {
        assertThat(Numbers.signed(Optional.of(0.25))).isEqualTo("+0.25");
        assertThat(Numbers.signed(Optional.of(-7_870.0))).isEqualTo("-7,870");
        assertThat(Numbers.signed(Optional.of(0.0))).isEqualTo("0");
        assertThat(Numbers.gain(0)).isEqualTo("0");
        assertThat(Numbers.gain(1_204)).isEqualTo("+1,204");
    }
}
