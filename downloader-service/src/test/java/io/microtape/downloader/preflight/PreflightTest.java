package io.microtape.downloader.preflight;

import static io.microtape.downloader.OnVirtualThread.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.downloader.preflight.TapeAccess.Access;
import io.microtape.downloader.vendor.VendorKey;
import io.microtape.model.capture.Tape;
import io.microtape.runtime.config.Config;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a vendor over HTTP that sells what a test says. */
class PreflightTest {
    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

    private final AtomicInteger asked = new AtomicInteger();
    private Vertx vertx;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
    }

    @AfterEach
    void stop() {
        await(vertx.close());
    }

    @Test
    void a_plan_with_ten_years_of_trades_and_no_quotes_is_told_in_under_ten_requests() {
        var report = check(request -> tape(request) == Tape.TRADES && day(request).isAfter(today.minusYears(10))
                ? 200
                : 403, List.of());
        assertThat(report.keyAccepted()).isTrue();
        assertThat(report.suffices()).isFalse();
        TapeAccess trades = report.tapes().getFirst();
        assertThat(trades.access()).isEqualTo(Access.ENTITLED);
        assertThat(trades.oldestAllowed()).hasValue(today.minusYears(10).plusDays(7));
        assertThat(trades.newestDenied()).hasValue(LocalDate.of(2003, 9, 15));
        assertThat(report.tapes().getLast().access()).isEqualTo(Access.DENIED);
        assertThat(report.words()).contains("accepted", "quotes");
        assertThat(report.requests()).isEqualTo(asked.get()).isLessThan(10);
    }

    @Test
    void a_manifest_that_is_covered_takes_one_request_a_tape() {
        var report = check(_ -> 200, List.of(need(Tape.TRADES, 2019, 2024), need(Tape.QUOTES, 2019, 2024)));
        assertThat(report.suffices()).isTrue();
        assertThat(asked.get()).isEqualTo(2);
    }

    @Test
    void a_manifest_that_reaches_back_too_far_is_told_how_far_it_may() {
        var report = check(request -> day(request).getYear() >= today.getYear() - 4 ? 200 : 403,
                List.of(need(Tape.TRADES, today.getYear() - 6, today.getYear() - 1)));
        assertThat(report.suffices()).isFalse();
        assertThat(report.tapes().getFirst().access()).isEqualTo(Access.PARTLY);
        assertThat(report.tapes().getFirst().words()).contains("HTTP 403");
        assertThat(asked.get()).isLessThan(10);
    }

    @Test
    void a_key_that_is_unknown_is_said_to_be_so_and_not_asked_about_for_long() {
        var report = check(_ -> 401, List.of());
        assertThat(report.keyAccepted()).isFalse();
        assertThat(report.words()).contains("MICROTAPE_VENDOR_API_KEY");
        assertThat(asked.get()).isLessThan(5);
    }

    @Test
    void a_vendor_that_is_down_leaves_it_unknown_after_nine_requests() {
        var report = check(_ -> 503, List.of());
        assertThat(report.keyAccepted()).isFalse();
        assertThat(report.suffices()).isFalse();
        assertThat(report.tapes()).extracting(TapeAccess::access).containsOnly(Access.UNKNOWN);
        assertThat(asked.get()).isEqualTo(9);
    }

    private PreflightReport check(ToIntFunction<HttpServerRequest> status, List<TapeNeed> needs) {
        var server = await(vertx.createHttpServer().requestHandler(request -> {
            asked.incrementAndGet();
            assertThat(request.getParam("limit")).isEqualTo("1");
            request.response().setStatusCode(status.applyAsInt(request)).end("{\"status\":\"OK\",\"results\":[]}");
        }).listen(0, "127.0.0.1"));
        var config = Config.load(Optional.empty(), Optional.empty(),
                List.of("polygon.base_url=http://127.0.0.1:" + server.actualPort()));
        return await(Preflight.check(vertx, config,
                VendorKey.from(Map.of(VendorKey.MICROTAPE_VARIABLE, "the-secret-key")).orElseThrow(), needs));
    }

    private static TapeNeed need(Tape tape, int from, int to) {
        return new TapeNeed(tape, "IBM", nanos(LocalDate.of(from, 3, 4)), nanos(LocalDate.of(to, 3, 4)));
    }

    private static Tape tape(HttpServerRequest request) {
        return request.path().startsWith("/v3/trades/") ? Tape.TRADES : Tape.QUOTES;
    }

    private static LocalDate day(HttpServerRequest request) {
        return LocalDate.ofEpochDay(Long.parseLong(request.getParam("timestamp.gte")) / 86_400_000_000_000L);
    }

    private static long nanos(LocalDate day) {
        return day.toEpochDay() * 86_400_000_000_000L;
    }
}
