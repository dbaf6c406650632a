package io.microtape.downloader.capture;

import static io.microtape.downloader.OnVirtualThread.await;
import static io.microtape.downloader.OnVirtualThread.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.model.fleet.CircuitState;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.microtape.downloader.DownloaderMetrics;
import io.microtape.downloader.ratelimit.ConcurrencyGate;
import io.microtape.downloader.ratelimit.RateBudget;
import io.microtape.downloader.ratelimit.CounterNumbers;
import io.microtape.downloader.ratelimit.RateLimiter;
import io.microtape.downloader.ratelimit.VirtualTime;
import io.microtape.downloader.vendor.KeyCheck;
import io.microtape.downloader.vendor.PageOutcome;
import io.microtape.downloader.vendor.PageOutcome.KeyRejected;
import io.microtape.downloader.vendor.PageOutcome.Page;
import io.microtape.downloader.vendor.PageOutcome.Unwell;
import io.microtape.downloader.vendor.VendorBreaker;
import io.microtape.downloader.vendor.VendorKey;
import io.microtape.downloader.vendor.polygon.PolygonSettings;
import io.microtape.downloader.vendor.polygon.PolygonVendor;
import io.microtape.model.capture.CaptureSpec;
import io.microtape.model.capture.QuotePolicy;
import io.microtape.model.capture.Tape;
import io.microtape.model.id.WindowId;
import io.microtape.runtime.config.Config;
import io.microtape.runtime.tape.TapeBatch;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of one page, against a vendor over HTTP, with waiting in virtual time. */
class PageFetcherTest {
    private static final String GOOD = "{\"status\":\"OK\",\"request_id\":\"r\",\"results\":[]}";
    private static final int TRIES = 5;

    private final AtomicInteger asked = new AtomicInteger();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private Vertx vertx;
    private VirtualTime time;
    private RateLimiter limiter;
    private VendorBreaker breaker;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
        time = new VirtualTime(vertx);
        limiter = new RateLimiter(new CounterNumbers(vertx.sharedData()::getCounter), "test", RateBudget.fixed(50),
                Duration.ofMinutes(1),
                time);
        breaker = new VendorBreaker(50, 20, Duration.ofSeconds(10), Duration.ofSeconds(5), time.clock());
    }

    @AfterEach
    void stop() {
        await(vertx.close());
    }

    @Test
    void a_page_that_never_comes_takes_as_many_requests_as_there_are_tries() {
        assertThat(fetch(status(500))).isInstanceOf(Unwell.class);
        assertThat(asked).hasValue(TRIES);
    }

    @Test
    void a_vendor_that_always_throttles_is_given_up_after_sixty_requests_and_is_no_failure() {
        PageOutcome outcome = fetch(status(429));
        assertThat(outcome).isEqualTo(new Unwell("the vendor throttled us 60 times on one page"));
        assertThat(asked).hasValue(PageFetcher.MOST_THROTTLED);
        assertThat(breaker.state()).isEqualTo(CircuitState.CLOSED);
    }

    @Test
    void a_refusal_is_not_asked_twice() {
        for (int status : new int[] {400, 403, 404, 422}) {
            asked.set(0);
            assertThat(fetch(status(status)).retryable()).isFalse();
            assertThat(asked).hasValue(1);
        }
    }

    @Test
    void a_401_for_one_question_is_no_rejected_key_while_another_is_answered() {
        PageOutcome outcome = fetch(request -> request.response()
                .setStatusCode(request.path().endsWith("/IBM") ? 401 : 200).end(GOOD));
        assertThat(outcome).isInstanceOf(Unwell.class);
        assertThat(outcome.toString()).contains("HTTP 401").contains("knows the key");
        assertThat(asked.get()).isBetween(TRIES + 1, 2 * TRIES);
    }

    @Test
    void a_401_for_every_question_is_a_rejected_key() {
        assertThat(fetch(status(401))).isInstanceOf(KeyRejected.class);
        assertThat(asked).hasValue(2);
    }

    @Test
    void a_503_that_says_when_to_come_again_is_asked_again_then_and_not_before() {
        long begun = time.nanos();
        fetch(request -> {
            if (asked.get() == 1) {
                request.response().setStatusCode(503).putHeader("Retry-After", "30").end();
            } else {
                request.response().end(GOOD);
            }
        });
        assertThat(asked).hasValue(2);
        assertThat(Duration.ofNanos(time.nanos() - begun)).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(31));
    }

    @Test
    void an_open_circuit_uses_no_budget_and_its_wait_is_no_try() {
        for (int i = 0; i < 20; i++) {
            assertThat(breaker.tryAcquire()).isTrue();
            breaker.failed();
        }
        assertThat(breaker.state()).isEqualTo(CircuitState.OPEN);
        List<Long> permitsWhileOpen = new ArrayList<>();
        PageOutcome outcome = fetch(request -> request.response().end(GOOD), () -> {
            if (breaker.state() == CircuitState.OPEN) {
                permitsWhileOpen.add(limiter.status().used());
            }
            return true;
        });
        assertThat(outcome).isInstanceOf(Page.class);
        assertThat(permitsWhileOpen).hasSizeGreaterThan(5).containsOnly(0L);
        assertThat(limiter.status().used()).isEqualTo(1);
        assertThat(registry.counter("microtape.vendor.requests.held").count()).isPositive();
    }

    @Test
    void a_paused_fleet_keeps_nobody_whose_lease_has_ended() {
        var looks = new AtomicInteger(20);
        PageOutcome outcome = fetch(request -> request.response().setStatusCode(429).putHeader("Retry-After", "3600")
                .end(), () -> looks.decrementAndGet() > 0);
        assertThat(outcome).isEqualTo(new Unwell("it is no longer wanted"));
        assertThat(asked).hasValue(1);
    }

    private PageOutcome fetch(Consumer<HttpServerRequest> answer) {
        return fetch(answer, () -> true);
    }

    private PageOutcome fetch(Consumer<HttpServerRequest> answer, BooleanSupplier wanted) {
        var server = await(vertx.createHttpServer().requestHandler(request -> {
            asked.incrementAndGet();
            answer.accept(request);
        }).listen(0, "127.0.0.1"));
        var settings = Config
                .load(Optional.empty(), Optional.empty(),
                        List.of("polygon.base_url=http://127.0.0.1:" + server.actualPort()))
                .block("polygon", PolygonSettings.class);
        return run(vertx, () -> {
            var vendor = new PolygonVendor(vertx, settings, new VendorKey("the-secret-key"), 1, time.clock());
            var guards = new PageFetcher.Guards(new ConcurrencyGate(4, time), breaker, limiter,
                    new KeyCheck(time.clock()), time);
            var fetcher = new PageFetcher(vendor, guards,
                    new PageFetcher.Retries(TRIES, Duration.ofMillis(200), Duration.ofMinutes(1)),
                    new SplittableRandom(1), new DownloaderMetrics(registry));
            var spec = new CaptureSpec(WindowId.of("IBM", 5), "IBM", Tape.TRADES, 5, 1, 9, QuotePolicy.KEEP_ALL);
            try (var allocator = new RootAllocator(); var batch = new TapeBatch(Tape.TRADES, allocator)) {
                return fetcher.fetch(spec, Optional.empty(), batch, asker(wanted));
            }
        });
    }

    private static PageFetcher.Asker asker(BooleanSupplier wanted) {
        return new PageFetcher.Asker() {
            @Override
            public boolean wanted() {
                return wanted.getAsBoolean();
            }

            @Override
            public void asked() {
                assertThat(wanted.getAsBoolean()).as("nothing is asked for that nobody wants").isTrue();
            }
        };
    }

    private static Consumer<HttpServerRequest> status(int status) {
        return request -> request.response().setStatusCode(status).end();
    }
}
