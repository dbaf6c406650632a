package io.microtape.simulator.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultPlanTest {
    @Test
    void a_plan_reads_the_text_it_writes() {
        FaultPlan plan = FaultPlan.parse(" rate_limited=0.1, body_cut=0.25 ,reset=0", 5);
        assertThat(plan.rates()).isEqualTo(Map.of(Fault.RATE_LIMITED, 0.1, Fault.BODY_CUT, 0.25, Fault.RESET, 0.0));
        assertThat(FaultPlan.parse(plan.text(), 5)).isEqualTo(plan);
        assertThat(FaultPlan.parse("", 1).rates()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"body_cat=0.1; is no fault",
            "reset; not of the form", "reset=x; no number", "reset=1.5; must lie in", "reset=NaN; must lie in",
            "reset=0.6,body_cut=0.6; add up to", "reset=0.1,reset=0.1; twice"})
    void a_wrong_plan_is_refused_with_the_reason(String text, String reason) {
        assertThatThrownBy(() -> FaultPlan.parse(text, 1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void each_fault_is_met_about_as_often_as_its_rate() {
        long seed = 31;
        System.out.println("seed " + seed);
        FaultPlan plan = FaultPlan.parse("rate_limited=0.1,unavailable=0.05,reset=0.2", seed);
        Map<Fault, Integer> met = new EnumMap<>(Fault.class);
        for (int i = 0; i < 20_000; i++) {
            plan.decide("/v3/trades/S" + i % 500, i / 500).ifPresent(fault -> met.merge(fault, 1, Integer::sum));
        }
        assertThat(met).containsOnlyKeys(Fault.RATE_LIMITED, Fault.UNAVAILABLE, Fault.RESET);
        assertThat(met.get(Fault.RATE_LIMITED)).isBetween(1_850, 2_150);
        assertThat(met.get(Fault.UNAVAILABLE)).isBetween(900, 1_100);
        assertThat(met.get(Fault.RESET)).isBetween(3_800, 4_200);
    }

    @Test
    void the_faults_of_a_target_do_not_depend_on_what_is_asked_between() {
        FaultPlan plan = FaultPlan.parse("server_error=0.5", 8);
        var alone = new FaultGenerator(plan);
        var among = new FaultGenerator(plan);
        for (int i = 0; i < 200; i++) {
            among.next("/v3/trades/B?limit=" + i % 7);
            assertThat(among.next("/v3/trades/A")).isEqualTo(alone.next("/v3/trades/A"));
        }
    }

    @Test
    void the_rate_of_a_kind_is_spread_evenly_over_its_faults_and_adds_to_theirs() {
        FaultPlan all = FaultPlan.parse("all=0.37", 1);
        assertThat(all.rates()).hasSize(Fault.values().length)
                .allSatisfy((fault, rate) -> assertThat(rate).isEqualTo(0.37 / Fault.values().length));
        FaultPlan mixed = FaultPlan.parse("hostile=0.2,cursor_self=0.1,reset=0.3", 1);
        double share = 0.2 / mixed.rates().keySet().stream().filter(fault -> fault.kind() == Kind.HOSTILE).count();
        assertThat(mixed.rates()).containsEntry(Fault.CURSOR_SELF, share + 0.1).containsEntry(Fault.RESET, 0.3)
                .containsEntry(Fault.NANOS_TEXT, share).doesNotContainKey(Fault.DRIP);
        assertThat(FaultPlan.parse(mixed.text(), 1)).isEqualTo(mixed);
        for (Kind kind : Kind.values()) {
            assertThat(FaultPlan.parse(kind.word() + "=1", 1).decide("/v3/trades/A", 0))
                    .hasValueSatisfying(fault -> assertThat(fault.kind()).isEqualTo(kind));
        }
    }

    @Test
    void the_first_faults_keep_their_order_so_that_old_seeds_keep_their_meaning() {
        assertThat(Fault.values()).startsWith(Fault.RATE_LIMITED, Fault.RATE_LIMITED_RETRY_AFTER, Fault.SERVER_ERROR,
                Fault.UNAVAILABLE, Fault.BODY_CUT, Fault.RESET);
    }
}
