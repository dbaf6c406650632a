package io.microtape.downloader.ratelimit;

import static io.microtape.downloader.OnVirtualThread.await;
import static io.microtape.downloader.OnVirtualThread.begin;
import static io.microtape.downloader.OnVirtualThread.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.downloader.ratelimit.RateLimiter.Permit;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.shareddata.Counter;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RateLimiterTest {
    private static final long SECOND = 1_000_000_000L;

    private Vertx vertx;
    private VirtualTime time;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
        time = new VirtualTime(vertx);
    }

    @AfterEach
    void stop() {
        await(vertx.close());
    }

    @Test
    void sixteen_downloaders_of_two_processes_share_one_budget_and_use_it_up() throws Exception {
        var budget = RateBudget.fixed(50);
        var timing = Timing.of(vertx, Clock.systemUTC());
        var processes = List.of(limiter(budget, timing), limiter(budget, timing));
        var sent = new ConcurrentLinkedQueue<Long>();
        long end = timing.nanos() + 3 * SECOND;
        List<Future<?>> workers = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            var limiter = processes.get(i % 2);
            workers.add(begin(vertx, () -> {
                for (var permit = limiter.acquire(() -> timing.nanos() < end); permit.isPresent(); permit = limiter
                        .acquire(() -> timing.nanos() < end)) {
                    sent.add(permit.get().sentAt());
                }
                return null;
            }));
        }
        await(Future.all(workers));
        List<Long> instants = sent.stream().sorted().toList();
        assertThat(SlotsTest.most(instants, SECOND)).isLessThanOrEqualTo(50 + budget.burst());
        assertThat(instants.size()).isGreaterThanOrEqualTo((int) (0.95 * 150));
    }

    @Test
    void those_who_wait_share_a_round_trip_and_its_cost_falls_with_their_number() {
        var operations = new AtomicInteger();
        var limiter = new RateLimiter(new CounterNumbers(counting(operations)), "test", RateBudget.fixed(100),
                Duration.ofMinutes(1),
                Timing.of(vertx, Clock.systemUTC()));
        List<Future<Optional<Permit>>> waiters = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            waiters.add(begin(vertx, () -> limiter.acquire(() -> true)));
        }
        await(Future.all(waiters));
        assertThat(limiter.status().used()).isEqualTo(40);
        assertThat(operations.get()).as("counter operations for 40 permits").isLessThan(40 * 5);
    }

    @Test
    void a_429_with_a_time_to_wait_holds_back_every_process_but_not_longer_than_the_longest_pause() {
        var one = limiter(RateBudget.fixed(50), time);
        var other = limiter(RateBudget.fixed(50), time);
        long begun = time.nanos();
        run(vertx, () -> {
            Permit permit = one.acquire(() -> true).orElseThrow();
            one.throttled(permit, Optional.of(Duration.ofHours(5)));
            return other.acquire(() -> true);
        });
        assertThat(time.nanos() - begun).isBetween(60 * SECOND, 61 * SECOND);
        assertThat(one.status().throttled()).isEqualTo(1);
    }

    @Test
    void who_waits_out_a_pause_that_is_no_longer_wanted_leaves() {
        var limiter = limiter(RateBudget.fixed(50), time);
        var wanted = new AtomicInteger(10);
        Optional<Permit> permit = run(vertx, () -> {
            limiter.pause(Duration.ofSeconds(60));
            return limiter.acquire(() -> wanted.decrementAndGet() > 0);
        });
        assertThat(permit).isEmpty();
        assertThat(limiter.status().pauseLeft()).isPositive();
        assertThat(limiter.status().headroom()).isZero();
    }

    @Test
    void the_429s_of_requests_that_were_under_way_cut_the_rate_once() {
        var limiter = limiter(new RateBudget(50, 100, OptionalInt.empty()), time);
        run(vertx, () -> {
            List<Permit> underWay = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                underWay.add(limiter.acquire(() -> true).orElseThrow());
            }
            time.pass(SECOND / 10);
            underWay.forEach(permit -> limiter.throttled(permit, Optional.empty()));
            time.pass(SECOND);
            return limiter.acquire(() -> true);
        });
        assertThat(limiter.status().throttled()).isEqualTo(5);
        assertThat(limiter.status().allowed()).isBetween(45.0, 50.0);
    }

    @Test
    void while_the_shared_numbers_cannot_be_reached_nobody_sends_and_then_all_goes_on() {
        var broken = new AtomicBoolean(true);
        var limiter = new RateLimiter(
                new CounterNumbers(name -> broken.get()
                        ? Future.failedFuture("the cluster is gone")
                        : vertx.sharedData().getCounter(name)),
                "test", RateBudget.fixed(50), Duration.ofMinutes(1), time);
        var looks = new AtomicInteger(100);
        assertThat(run(vertx, () -> limiter.acquire(() -> looks.decrementAndGet() > 0))).isEmpty();
        assertThat(limiter.status().reachable()).isFalse();
        broken.set(false);
        assertThat(run(vertx, () -> limiter.acquire(() -> true))).isPresent();
        assertThat(limiter.status().reachable()).isTrue();
        assertThat(limiter.status().used()).isEqualTo(1);
    }

    @Test
    void a_schedule_left_by_a_clock_that_ran_an_hour_ahead_holds_nobody_up() {
        var ahead = new VirtualTime(vertx);
        ahead.pass(3600 * SECOND);
        var wrong = limiter(RateBudget.fixed(50), ahead);
        var right = limiter(RateBudget.fixed(50), time);
        long begun = time.nanos();
        run(vertx, () -> {
            wrong.throttled(wrong.acquire(() -> true).orElseThrow(), Optional.of(Duration.ofSeconds(1)));
            return right.acquire(() -> true);
        });
        assertThat(time.nanos() - begun).isLessThanOrEqualTo(61 * SECOND);
    }

    @Test
    void a_clock_that_is_set_back_holds_nobody_up() {
        var stepped = new AtomicBoolean();
        var clock = Clock.offset(Clock.systemUTC(), Duration.ZERO);
        var timing = Timing.of(vertx, new Clock() {
            @Override
            public ZoneId getZone() {
                return clock.getZone();
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return stepped.get() ? clock.instant().minusSeconds(3600) : clock.instant();
            }
        });
        var limiter = limiter(RateBudget.fixed(50), timing);
        run(vertx, () -> limiter.acquire(() -> true));
        long begun = System.nanoTime();
        stepped.set(true);
        assertThat(run(vertx, () -> limiter.acquire(() -> true))).isPresent();
        assertThat(System.nanoTime() - begun).isLessThan(30 * SECOND);
    }

    @Test
    void a_minute_of_a_basic_plan_holds_five_requests() {
        var limiter = limiter(new RateBudget(50, 100, OptionalInt.of(5)), time);
        List<Long> sent = run(vertx, () -> {
            List<Long> instants = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                instants.add(limiter.acquire(() -> true).orElseThrow().sentAt());
            }
            return instants;
        });
        assertThat(SlotsTest.most(sent, 60 * SECOND)).isEqualTo(5);
        assertThat(limiter.status().allowed()).isEqualTo(5 / 60.0);
    }

    private RateLimiter limiter(RateBudget budget, Timing timing) {
        return new RateLimiter(new CounterNumbers(vertx.sharedData()::getCounter), "test", budget,
                Duration.ofMinutes(1), timing);
    }

    private Function<String, Future<Counter>> counting(AtomicInteger operations) {
        return name -> vertx.sharedData().getCounter(name).map(counter -> (Counter) Proxy.newProxyInstance(
                Counter.class.getClassLoader(), new Class<?>[] {Counter.class}, (_, method, arguments) -> {
                    operations.incrementAndGet();
                    return method.invoke(counter, arguments);
                }));
    }
}
