package io.microtape.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.simulator.fault.Fault;
import io.microtape.simulator.fault.Kind;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatorOptionsTest {
    @Test
    void the_list_of_faults_has_each_below_its_kind_and_says_what_happens() {
        Terminal.Outcome listed = Terminal.run("simulator", "--list-faults");
        assertThat(listed.exit()).isZero();
        assertThat(listed.out().lines()).hasSize(Fault.values().length + Kind.values().length);
        Arrays.stream(Fault.values()).forEach(
                fault -> assertThat(listed.out()).containsPattern("\n  %s +%s\n".formatted(fault.word(),
                        Pattern.quote(fault.wire()))));
        assertThat(Terminal.run("simulator", "--list-faults", "--json").json()).hasSize(Fault.values().length);
    }

    @Test
    void the_help_points_to_the_list_instead_of_holding_it() {
        for (String command : new String[] {"simulator", "demo"}) {
            String help = Terminal.run(command, "--help").out();
            assertThat(help).contains("--list-faults").doesNotContain("gzip_no_trailer");
            assertThat(help.lines()).hasSizeLessThan(60);
        }
    }

    @Test
    void without_tapes_it_says_how_to_get_some() {
        Terminal.Outcome outcome = Terminal.run("simulator");
        assertThat(outcome.exit()).isEqualTo(2);
        assertThat(outcome.err()).contains("--seed N").contains("--recorded DIR");
    }

    @ParameterizedTest
    @CsvSource({"--faults, body_cat=0.1, --list-faults", "--faults, all=2, must lie in", "--hole, IBM, TICKER:DATE",
            "--deny-tape, bars, QUOTES", "--history-from, soon, soon"})
    void a_wrong_option_is_refused_with_the_reason(String option, String value, String reason) {
        Terminal.Outcome outcome = Terminal.run("simulator", "--seed", "1", option, value);
        assertThat(outcome.exit()).isEqualTo(2);
        assertThat(outcome.err()).contains(reason);
    }
}
