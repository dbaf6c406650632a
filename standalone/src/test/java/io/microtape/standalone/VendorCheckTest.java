package io.microtape.standalone;

import io.microtape.runtime.process.Blocking;
import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.model.capture.Tape;
import io.microtape.runtime.config.MarketCalendars;
import io.microtape.simulator.Simulator;
import io.microtape.simulator.SimulatorSettings;
import io.microtape.simulator.availability.Entitlement;
import io.microtape.simulator.synthetic.SyntheticTapes;
import io.microtape.simulator.universe.SyntheticUniverse;
import io.microtape.simulator.universe.UniverseSettings;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that asks what the key can do. */
class VendorCheckTest {
    private static final String KEY = "the-secret-key";

    @TempDir
    Path folder;
    private Vertx vertx;
    private Simulator simulator;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
        simulator = Blocking.await(Simulator.start(vertx, SimulatorSettings.accepting(KEY),
                new SyntheticTapes(3, MarketCalendars.usEquities())));
    }

    @AfterEach
    void stop() {
        Blocking.await(vertx.close());
    }

    @Test
    void a_key_that_may_see_everything_is_told_in_under_ten_requests_and_needs_no_home() {
        Terminal.Outcome check = check(KEY, "--json");
        assertThat(check.exit()).as(check.err()).isZero();
        assertThat(check.json().at("/key").asText()).isEqualTo("ACCEPTED");
        assertThat(check.json().at("/tapes/0/access").asText()).isEqualTo("ENTITLED");
        assertThat(check.json().at("/requests").asInt()).isEqualTo((int) simulator.requests().total()).isLessThan(10);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void an_unknown_key_ends_with_1_and_is_not_repeated() {
        Terminal.Outcome check = check("another-key");
        assertThat(check.exit()).isEqualTo(1);
        assertThat(check.out()).contains("not accepted", "MICROTAPE_VENDOR_API_KEY").doesNotContain("another-key");
    }

    @Test
    void a_vendor_that_cannot_be_reached_says_nothing_of_the_key() {
        Blocking.await(simulator.stop());
        Terminal.Outcome check = check(KEY);
        assertThat(check.exit()).isEqualTo(1);
        assertThat(check.out()).contains("no connection to the vendor", "polygon.base_url")
                .doesNotContain("MICROTAPE_VENDOR_API_KEY");
    }

    @Test
    void what_a_manifest_needs_takes_one_request_a_tape() throws Exception {
        new SyntheticUniverse(3, MarketCalendars.usEquities()).write(folder.resolve("universe"),
                UniverseSettings.of(6, LocalDate.of(2024, 2, 5), LocalDate.of(2024, 2, 16)));
        String home = folder.resolve("home").toString();
        String id = Terminal.run("manifest", "build", "--json", "--profile", "demo", "--home", home, "--events",
                folder.resolve("universe/events").toString(), "--daily-bars",
                folder.resolve("universe/daily_bars.parquet").toString()).json().at("/manifest_id").asText();
        Terminal.Outcome check = check(KEY, "--home", home, "--manifest", id);
        assertThat(check.exit()).as(check.err()).isZero();
        assertThat(check.out()).contains("trades", "quotes", "entitled");
        assertThat(simulator.requests().total()).isEqualTo(2);
        assertThat(check(KEY, "--home", home, "--manifest", "nothing").exit()).isEqualTo(2);
    }

    @Test
    void a_run_whose_tape_the_plan_lacks_is_not_started_before_it_is_told_so() throws Exception {
        Blocking.await(simulator.stop());
        simulator = Blocking.await(Simulator.start(vertx, SimulatorSettings.accepting(KEY).withEntitlement(
                Entitlement.ALL.denying(Tape.QUOTES)),
                new SyntheticTapes(3, MarketCalendars.usEquities())));
        try (var market = new SmallMarket(folder.resolve("market"), 3)) {
            String home = market.home("home").toString();
            Terminal.Outcome refused = start(home, market.manifestId());
            assertThat(refused.exit()).isEqualTo(1);
            assertThat(refused.err()).contains("quotes denied", "nothing was started", "--tapes", "--no-preflight");
            assertThat(simulator.requests().total()).isLessThan(10);
            assertThat(Terminal.run("run", "status", "--home", home).out()).doesNotContain("RUNNING");
            Terminal.Outcome trades = start(home, market.manifestId(), "--tapes", "trades");
            assertThat(trades.exit()).as(trades.err()).isZero();
        }
    }

    private Terminal.Outcome start(String home, String manifest, String... more) {
        List<String> arguments = new ArrayList<>(List.of("run", "start", "--wait", "--home", home, "--manifest",
                manifest, "--vendor-url", simulator.baseUrl().toString(), "--set", "empty.recheck_after=0s"));
        arguments.addAll(Arrays.asList(more));
        return Terminal.run(Map.of("MICROTAPE_VENDOR_API_KEY", KEY), arguments.toArray(String[]::new));
    }

    @Test
    void without_a_key_nothing_is_asked() {
        Terminal.Outcome check = Terminal.run(Map.of(), "vendor", "check", "--vendor-url",
                simulator.baseUrl().toString());
        assertThat(check.exit()).isEqualTo(2);
        assertThat(check.err()).contains("MICROTAPE_VENDOR_API_KEY");
        assertThat(simulator.requests().total()).isZero();
    }

    private Terminal.Outcome check(String key, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("vendor", "check", "--vendor-url", simulator.baseUrl().toString()));
        arguments.addAll(Arrays.asList(more));
        return Terminal.run(Map.of("MICROTAPE_VENDOR_API_KEY", key), arguments.toArray(String[]::new));
    }
}
