package io.microtape.manifest.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConcentrationTest {
    @Test
    void equal_symbols_are_as_concentrated_as_their_number() {
        Concentration equal = Concentration
                .of(IntStream.range(0, 50).mapToObj(i -> new SymbolShare("S" + i, 4, 2)).toList());
        assertThat(equal.effectiveSymbols()).isCloseTo(50, within(1e-9));
        assertThat(equal.herfindahl()).isCloseTo(0.02, within(1e-12));
        assertThat(List.of(equal.top1Pct(), equal.top5Pct(), equal.top20Pct())).containsExactly(2.0, 10.0, 40.0);
    }

    @Test
    void one_symbol_that_holds_half_is_seen() {
        // Shares 1/2, 1/4, 1/4: the squares add up to 3/8.
        Concentration uneven = Concentration.of(
                List.of(new SymbolShare("A", 2, 50), new SymbolShare("B", 1, 25), new SymbolShare("C", 1, 25)));
        assertThat(uneven.herfindahl()).isEqualTo(0.375);
        assertThat(uneven.top1Pct()).isEqualTo(50);
        assertThat(uneven.top20Pct()).isEqualTo(100);
    }

    @Test
    void an_empty_manifest_is_not_concentrated() {
        assertThat(Concentration.of(List.of())).isEqualTo(new Concentration(0, 0, 0, 0, 0, 0));
    }
}
