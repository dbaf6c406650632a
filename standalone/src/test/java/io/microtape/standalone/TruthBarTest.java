package io.microtape.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.microtape.downloader.vendor.VendorKey;
import io.microtape.manifest.run.RunRequest;
import io.microtape.model.capture.CaptureState;
import io.microtape.model.coverage.Coverage;
import io.microtape.model.coverage.CoverageAsk;
import io.microtape.model.run.BudgetChange;
import io.microtape.model.run.Run;
import io.microtape.runtime.json.Json;
import io.microtape.runtime.ledger.LedgerException;
import io.microtape.simulator.Simulator;
import io.microtape.simulator.fault.Fault;
import io.microtape.simulator.fault.FaultPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the live stream says while a vendor misbehaves and a run is paused, resumed and retried. */
class TruthBarTest {
    private static final int EVENTS = 20;
    private static final List<Fault> FAULTS = List.of(Fault.values());

    @TempDir
    Path folder;

    @Test
    void at_every_moment_of_a_faulty_run_the_states_sum_to_the_manifest() throws Exception {
        long seed = new SplittableRandom().nextLong();
        System.out.println("seed " + seed);
        var random = new SplittableRandom(seed);
        FaultPlan plan = plan(random);
        System.out.println(plan.text());
        try (var market = new SmallMarket(folder, EVENTS);
                Simulator vendor = market.vendor(plan);
                Workplace workplace = market.workplace(market.home("home"), market.settings(vendor));
                HttpClient client = HttpClient.newHttpClient();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var said = new ConcurrentLinkedQueue<ObjectNode>();
            Future<?> watching;
            try (Services services = Services.start(workplace, Optional.of(new VendorKey(SmallMarket.KEY)))) {
                URI live = URI.create(services.url() + "/api/v1/live?manifest=" + market.manifestId());
                watching = threads.submit(() -> watch(client, live, said));
                SmallMarket.until(() -> !said.isEmpty());
                Run run = workplace.manifests().runs().start(market.manifestId(), RunRequest.WHOLE);
                disturb(workplace, run, random);
                SmallMarket.until(() -> SmallMarket.over(workplace, run));
                // The run is over: what is said from now on is its end.
                int heard = said.size();
                SmallMarket.until(() -> said.size() > heard);
            }
            watching.get();
            Coverage end = workplace.coverages().of(CoverageAsk.of(market.manifestId()));
            long captures = end.captures();
            said.forEach(state -> assertSums(state, captures));
            assertThat(List.copyOf(said).getLast().at("/states/COMPLETE").asLong())
                    .isEqualTo(end.of(CaptureState.COMPLETE));
            Set<JsonNode> different = new HashSet<>();
            said.forEach(state -> different.add(state.get("states")));
            System.out.printf("%d events, %d different bars over %d captures%n", said.size(), different.size(),
                    captures);
            assertThat(different).hasSizeGreaterThan(3);
        }
    }

    private static void assertSums(ObjectNode state, long captures) {
        long sum = 0;
        long missing = 0;
        long open = 0;
        for (CaptureState each : CaptureState.values()) {
            long count = state.get("states").get(each.name()).asLong();
            assertThat(count).as(state.toString()).isNotNegative();
            sum += count;
            missing += each == CaptureState.COMPLETE || each == CaptureState.EMPTY_CONFIRMED ? 0 : count;
            open += each.settled() ? 0 : count;
        }
        assertThat(sum).as(state.toString()).isEqualTo(captures).isEqualTo(state.get("captures").asLong());
        assertThat(missing).as(state.toString()).isEqualTo(state.get("missing").asLong());
        assertThat(open).as(state.toString()).isEqualTo(state.at("/remaining/captures").asLong());
    }

    /** Pauses and resumes at any moment; what a paused run holds must not get lost from the bar. */
    private static void disturb(Workplace workplace, Run run, SplittableRandom random) {
        for (int i = 0; i < 3; i++) {
            long before = answered(workplace, run);
            long until = before + random.nextInt(6);
            SmallMarket.until(() -> SmallMarket.over(workplace, run) || answered(workplace, run) >= until);
            if (!SmallMarket.over(workplace, run)) {
                try {
                    workplace.ledger().runControl().pause(run.runId());
                    workplace.ledger().runControl().resume(run.runId(), BudgetChange.NONE);
                } catch (LedgerException e) {
                    System.out.println("it had ended meanwhile: " + e.getMessage());
                }
            }
        }
    }

    private static long answered(Workplace workplace, Run run) {
        return workplace.coverages().progress(run).answered();
    }

    private static void watch(HttpClient client, URI live, ConcurrentLinkedQueue<ObjectNode> said) {
        try (Stream<String> lines = client.send(HttpRequest.newBuilder(live).build(), BodyHandlers.ofLines()).body()) {
            ObjectNode[] state = {Json.mapper().createObjectNode()};
            lines.filter(line -> line.startsWith("data: ")).map(line -> line.substring("data: ".length()))
                    .forEach(data -> {
                        state[0] = state[0].deepCopy();
                        state[0].setAll(read(data));
                        said.add(state[0]);
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ObjectNode read(String json) {
        try {
            return (ObjectNode) Json.mapper().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Four faults, together in a third of the requests. */
    private static FaultPlan plan(SplittableRandom random) {
        Map<Fault, Double> rates = new EnumMap<>(Fault.class);
        for (int i = 0; i < 4; i++) {
            rates.put(FAULTS.get(random.nextInt(FAULTS.size())), random.nextDouble() / 12);
        }
        return new FaultPlan(random.nextInt(), rates);
    }
}
