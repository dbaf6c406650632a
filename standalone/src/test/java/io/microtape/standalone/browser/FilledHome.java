package io.microtape.standalone.browser;

import io.microtape.runtime.process.Blocking;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.microtape.model.capture.CaptureState;
import io.microtape.runtime.config.MarketCalendars;
import io.microtape.runtime.json.Json;
import io.microtape.simulator.Simulator;
import io.microtape.simulator.SimulatorSettings;
import io.microtape.simulator.availability.Entitlement;
import io.microtape.simulator.availability.Hole;
import io.microtape.simulator.fault.FaultPlan;
import io.microtape.simulator.synthetic.SyntheticTapes;
import io.microtape.simulator.universe.Dirt;
import io.microtape.simulator.universe.SyntheticUniverse;
import io.microtape.simulator.universe.UniverseSettings;
import io.microtape.standalone.Terminal;
import io.microtape.standalone.acceptance.Served;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A served home with something of everything: a manifest whose captures are in several states because the vendor was
 * unwell and a budget ran out, one that was approved against its checks, and one that nobody approved.
 */
public final class FilledHome implements AutoCloseable {
    private static final long SEED = 7;
    private static final String KEY = "filled-home-key-4711";
    private static final int MOST_REQUESTS = 60;
    /** What an estimate of time rests on: the same for the server and for commands over its home. */
    private static final List<String> LIMITS = List.of("polygon.requests_per_second=100", "downloader.workers=4");

    private final Vertx vertx = Vertx.vertx();
    private final Path folder;
    private final String manifestId;
    private final String overriddenId;
    private final String unapprovedId;
    private final Served served;

    public FilledHome(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        new SyntheticUniverse(SEED, MarketCalendars.usEquities()).write(folder.resolve("universe"), UniverseSettings
                .of(24, LocalDate.of(2024, 2, 5), LocalDate.of(2024, 3, 8)).withDirt(Dirt.SOME));
        this.manifestId = built("demo", "intraday_manifest.max_events=80");
        this.overriddenId = built("core", "intraday_manifest.max_events=500");
        this.unapprovedId = built("demo", "intraday_manifest.max_events=50");
        command("manifest", "approve", manifestId, "--by", "ann", "--reason", "pilot on two dozen symbols");
        command("manifest", "approve", overriddenId, "--by", "grace", "--reason", "enough to test the lake");

        this.served = Served.start(folder, home(), Map.of("MICROTAPE_VENDOR_API_KEY", KEY), settings(vendor()));
        served.run("{\"manifest_id\":\"%s\",\"pilot\":10}".formatted(manifestId));
        served.run("{\"manifest_id\":\"%s\",\"max_requests\":%d}".formatted(manifestId, MOST_REQUESTS));
        assertThat(states()).as("states that the views are to show").contains(CaptureState.COMPLETE,
                CaptureState.FAILED, CaptureState.NOT_ENTITLED, CaptureState.VENDOR_HOLE, CaptureState.QUEUED);
    }

    /** Where it is on the disk. */
    public Path home() {
        return folder.resolve("home");
    }

    /** The server of it. */
    public Served served() {
        return served;
    }

    String url() {
        return served.url().toString();
    }

    public String manifestId() {
        return manifestId;
    }

    /** Of a manifest that failed its checks and was approved all the same. */
    String overriddenId() {
        return overriddenId;
    }

    String unapprovedId() {
        return unapprovedId;
    }

    /** What the service answers to a call of this path. */
    public JsonNode get(String path) {
        return served.get(path);
    }

    private Simulator vendor() {
        JsonNode busiest = Json.mapper().valueToTree(report().at("/busiest_symbols"));
        var settings = SimulatorSettings.accepting(KEY).withFaults(FaultPlan.parse("server_error=0.15", SEED))
                .withEntitlement(Entitlement.ALL.denying(busiest.at("/1/symbol").asText()))
                .withHoles(Hole.parse(busiest.at("/2/symbol").asText() + ":2024-02-05..2024-03-08"));
        return Blocking.await(Simulator.start(vertx, settings, new SyntheticTapes(SEED, MarketCalendars.usEquities())));
    }

    private static List<String> settings(Simulator vendor) {
        List<String> settings = new ArrayList<>(List.of("server.port=0", "polygon.base_url=" + vendor.baseUrl(),
                "polygon.backoff=1ms", "polygon.backoff_max=20ms", "polygon.tries_per_page=1",
                "leases.max_attempts=1", "downloader.idle_poll=20ms",
                "downloader.breaker_reset=20ms", "empty.recheck_after=0s"));
        settings.addAll(LIMITS);
        return settings;
    }

    private List<CaptureState> states() {
        JsonNode counted = get("/api/v1/coverage?manifest=" + manifestId).at("/states");
        List<CaptureState> states = new ArrayList<>();
        for (CaptureState state : CaptureState.values()) {
            if (counted.at("/" + state).asLong() > 0) {
                states.add(state);
            }
        }
        return states;
    }

    private JsonNode report() {
        return command("manifest", "show", manifestId, "--json");
    }

    private String built(String profile, String setting) {
        return command("manifest", "build", "--json", "--profile", profile, "--set", setting, "--events",
                folder.resolve("universe/events").toString(), "--daily-bars",
                folder.resolve("universe/daily_bars.parquet").toString()).at("/manifest_id").asText();
    }

    public JsonNode command(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--home", home().toString()));
        LIMITS.forEach(limit -> all.addAll(List.of("--set", limit)));
        Terminal.Outcome done = Terminal.run(all.toArray(String[]::new));
        assertThat(done.exit()).as(done.err()).isZero();
        return all.contains("--json") ? done.json() : Json.mapper().createObjectNode();
    }

    @Override
    public void close() {
        served.close();
        Blocking.await(vertx.close());
    }
}
