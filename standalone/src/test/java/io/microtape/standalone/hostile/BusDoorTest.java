package io.microtape.standalone.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.downloader.vendor.VendorKey;
import io.microtape.manifest.run.RunRequest;
import io.microtape.model.capture.CaptureOutcome;
import io.microtape.model.capture.CaptureState;
import io.microtape.model.fleet.CircuitState;
import io.microtape.model.fleet.DownloaderReport;
import io.microtape.model.fleet.RateMessages;
import io.microtape.model.lease.LeaseMessages;
import io.microtape.model.lease.LeaseMessages.Ask;
import io.microtape.model.lease.LeaseMessages.CaptureChanged;
import io.microtape.model.lease.LeaseMessages.Granted;
import io.microtape.model.lease.LeaseMessages.Renew;
import io.microtape.model.lease.LeaseMessages.Settle;
import io.microtape.model.lease.LeaseMessages.Settled;
import io.microtape.model.lease.LeaseMessages.WorkAvailable;
import io.microtape.model.run.RunState;
import io.microtape.runtime.ledger.CaptureRecords.CaptureRecord;
import io.microtape.runtime.process.Blocking;
import io.microtape.simulator.Simulator;
import io.microtape.simulator.fault.FaultPlan;
import io.microtape.standalone.Services;
import io.microtape.standalone.SmallMarket;
import io.microtape.standalone.Workplace;
import io.microtape.runtime.http.AccessTokens;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stranger on the bus: what it says settles nothing, stops nobody, and the next honest message is heard. */
class BusDoorTest {
    private static final List<String> ADDRESSES = List.of(LeaseMessages.LEASE, LeaseMessages.RENEW,
            LeaseMessages.SETTLE,
            LeaseMessages.WORK, LeaseMessages.CHANGED, RateMessages.READ, RateMessages.SWAP, DownloaderReport.ADDRESS);
    private static final int ROUNDS = 60;

    @TempDir
    Path folder;

    @Test
    void nothing_that_a_stranger_says_settles_a_capture_or_stops_a_run() throws Exception {
        var door = new Door("bus");
        try (var market = new SmallMarket(folder, 4);
                Simulator vendor = market.vendor(FaultPlan.NONE);
                Workplace workplace = market.workplace(market.home("home"), market.settings(vendor))) {
            try (Services silent = Services.start(workplace, Optional.empty(), AccessTokens.NONE)) {
                var run = workplace.manifests().runs().start(market.manifestId(), RunRequest.WHOLE);
                EventBus bus = silent.vertx().eventBus();
                Granted held = Blocking.await(bus.<Granted>request(LeaseMessages.LEASE, new Ask("honest"))).body();
                assertThat(held.leases()).isNotEmpty();
                List<CaptureRecord> before = SmallMarket.captures(workplace);
                for (int seed = Hostile.FIRST_SEED; seed < Hostile.FIRST_SEED + Hostile.SEEDS; seed++) {
                    talk(bus, new Hostile(seed + 10_000L), door, held);
                }
                assertThat(SmallMarket.captures(workplace)).isEqualTo(before);
                var mine = held.leases().getFirst();
                assertThat(Blocking.await(bus.<Settled>request(LeaseMessages.SETTLE,
                        new Settle(mine.captureId(), mine.token(),
                                new CaptureOutcome.GivenBack("the test is over"), 0)))
                        .body().result())
                        .isEqualTo(Settled.Result.ACCEPTED);
                assertThat(workplace.ledger().runs().find(run.runId()).orElseThrow().state())
                        .isEqualTo(RunState.RUNNING);
            }
            try (Services services = Services.start(workplace, Optional.of(new VendorKey(SmallMarket.KEY)),
                    AccessTokens.NONE)) {
                talk(services.vertx().eventBus(), new Hostile(Hostile.FIRST_SEED), door, new Granted(List.of()));
                SmallMarket.until(() -> SmallMarket.captures(workplace).stream()
                        .allMatch(capture -> capture.state() == CaptureState.COMPLETE));
                door.print();
            }
            assertThat(workplace.verifier().verify().differences()).isEmpty();
        }
    }

    private static void talk(EventBus bus, Hostile hostile, Door door, Granted held) {
        for (int i = 0; i < ROUNDS; i++) {
            for (String address : ADDRESSES) {
                Object said = said(hostile, held);
                boolean honest = said instanceof Ask && address.equals(LeaseMessages.LEASE);
                if (honest) {
                    continue;
                }
                if (hostile.number(3) == 0) {
                    bus.publish(address, said);
                    door.count("published");
                } else if (List.of(LeaseMessages.WORK, LeaseMessages.CHANGED, DownloaderReport.ADDRESS)
                        .contains(address)) {
                    bus.send(address, said);
                    door.count("sent");
                } else {
                    try {
                        door.count("answered " + bus.request(address, said).toCompletionStage().toCompletableFuture()
                                .get(20, TimeUnit.SECONDS).body().getClass().getSimpleName());
                    } catch (ExecutionException _) {
                        door.count("refused");
                    } catch (Exception e) {
                        throw new AssertionError(address + " does not answer " + said, e);
                    }
                }
            }
        }
    }

    /** Something of every type that the bus carries; settlements with tokens that are nobody's. */
    private static Object said(Hostile hostile, Granted held) {
        String text = hostile.text();
        String capture = held.leases().isEmpty() || hostile.number(2) == 0
                ? text
                : held.leases().getFirst().captureId();
        long wrong = -1L - hostile.number(1_000);
        return switch (hostile.number(13)) {
            case 0 -> text;
            case 1 -> Buffer.buffer(hostile.bytes(hostile.number(2_000)));
            case 2 -> new JsonObject().put("capture_id", capture).put("token", hostile.json());
            case 3 -> hostile.number(1 << 30);
            case 4 -> new Settle(capture, wrong, new CaptureOutcome.NoRows(1), Long.MAX_VALUE);
            case 5 -> new Settle(capture, Long.MAX_VALUE, new CaptureOutcome.KeyRejected(text), -1);
            case 6 -> new Settle(null, 0, null, 0);
            case 7 -> new Renew(capture, wrong);
            case 8 -> new RateMessages.Swap(text.isEmpty() ? "x" : "stranger", hostile.number(9), 1);
            case 9 -> new RateMessages.Read(hostile.texts(hostile.number(5)));
            case 10 -> new WorkAvailable(text);
            case 11 -> new CaptureChanged(capture, CaptureState.FAILED);
            default -> new DownloaderReport(text, -1, -1, Double.NaN, Double.NEGATIVE_INFINITY, -1, Long.MAX_VALUE,
                    Optional.empty(),
                    new DownloaderReport.Breaker(CircuitState.OPEN, Optional.empty()));
        };
    }
}
