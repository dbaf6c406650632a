package io.microtape.downloader.ratelimit;

import static io.microtape.downloader.OnVirtualThread.await;
import static io.microtape.downloader.OnVirtualThread.begin;
import static io.microtape.downloader.OnVirtualThread.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConcurrencyGateTest {
    private static final long SECOND = 1_000_000_000L;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        await(vertx.close());
    }

    @Test
    void no_more_are_in_flight_than_there_are_places_and_everyone_gets_one() {
        var timing = Timing.of(vertx, Clock.systemUTC());
        var gate = new ConcurrencyGate(3, timing);
        var inFlight = new AtomicInteger();
        var most = new AtomicInteger();
        List<Future<Boolean>> workers = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            workers.add(begin(vertx, () -> {
                boolean entered = gate.enter(() -> true);
                most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
                Future.await(timing.after(SECOND / 100));
                inFlight.decrementAndGet();
                gate.leave();
                return entered;
            }));
        }
        await(Future.all(workers));
        assertThat(workers).allMatch(Future::result);
        assertThat(most).hasValue(3);
        assertThat(gate.inFlight()).isZero();
    }

    @Test
    void who_no_longer_wants_a_place_leaves_the_queue_and_takes_none() {
        var time = new VirtualTime(vertx);
        var gate = new ConcurrencyGate(1, time);
        var looks = new AtomicInteger(3);
        assertThat(run(vertx, () -> gate.enter(() -> true))).isTrue();
        assertThat(run(vertx, () -> gate.enter(() -> looks.decrementAndGet() > 0))).isFalse();
        gate.leave();
        assertThat(gate.inFlight()).isZero();
        assertThat(run(vertx, () -> gate.enter(() -> true))).isTrue();
    }

    @Test
    void requests_that_fail_take_places_away_and_a_rate_that_holds_gives_none_back() {
        var time = new VirtualTime(vertx);
        var gate = new ConcurrencyGate(16, time);
        observe(gate, time, new ConcurrencyGate.Request(0, true, 0, SECOND));
        assertThat(gate.limit()).isEqualTo(12);
        for (int i = 0; i < 20; i++) {
            observe(gate, time, new ConcurrencyGate.Request(1000, false, SECOND, SECOND));
        }
        assertThat(gate.limit()).isEqualTo(12);
    }

    private static void observe(ConcurrencyGate gate, VirtualTime time, ConcurrencyGate.Request request) {
        for (int i = 0; i < 5; i++) {
            time.pass(SECOND);
            gate.made(request);
        }
    }
}
