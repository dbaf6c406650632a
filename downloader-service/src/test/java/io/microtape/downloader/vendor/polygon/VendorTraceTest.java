package io.microtape.downloader.vendor.polygon;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.downloader.vendor.VendorKey;
import io.microtape.model.capture.CaptureSpec;
import io.microtape.model.capture.QuotePolicy;
import io.microtape.model.capture.Tape;
import io.microtape.model.id.WindowId;
import io.microtape.model.vendor.Plan;
import io.microtape.runtime.process.Blocking;
import io.microtape.runtime.tape.TapeBatch;
import io.microtape.runtime.tracing.Activity;
import io.microtape.runtime.tracing.Tracing;
import io.microtape.runtime.tracing.TracingSettings;
import io.microtape.servers.TraceCollector;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;

class VendorTraceTest {
    private static final String KEY = "the-secret-key";

    @Test
    void a_vendor_learns_nothing_of_our_traces_and_they_nothing_of_its_key() throws Exception {
        Set<String> headers = new TreeSet<>();
        try (TraceCollector collector = TraceCollector.start()) {
            try (Tracing tracing = Tracing.of(new TracingSettings(collector.url().toString(), 1), "tested", "here")) {
                Vertx vendor = Vertx.vertx();
                Vertx ours = tracing.into(Vertx.builder()).build();
                try {
                    var server = Blocking.await(vendor.createHttpServer().requestHandler(request -> {
                        request.headers().names().forEach(name -> headers.add(name.toLowerCase(Locale.ROOT)));
                        request.response().setStatusCode(403).end("{\"error\":\"not for " + KEY + "\"}");
                    }).listen(0, "127.0.0.1"));
                    ask(ours, tracing, server.actualPort());
                } finally {
                    Blocking.await(ours.close());
                    Blocking.await(vendor.close());
                }
            }
            assertThat(headers).containsExactly("accept", "accept-encoding", "authorization", "host");
            assertThat(collector.spans()).singleElement().satisfies(span -> assertThat(span.attributes())
                    .containsEntry("http.response.status_code", "403"));
            assertThat(collector.holds(KEY)).isFalse();
        }
    }

    private static void ask(Vertx vertx, Tracing tracing, int port) {
        var settings = new PolygonSettings(URI.create("http://127.0.0.1:" + port), Plan.ADVANCED, 100, 100, 0, 0,
                50_000,
                10, 1 << 20, Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofSeconds(3), 1,
                Duration.ofMillis(1), Duration.ofMillis(1));
        var spec = new CaptureSpec(WindowId.of("IBM", 5), "IBM", Tape.TRADES, 5, 1, 9, QuotePolicy.KEEP_ALL);
        Blocking.await(vertx.deployVerticle(new VerticleBase() {
            @Override
            public Future<?> start() {
                var vendor = new PolygonVendor(vertx, settings, new VendorKey(KEY), 1, Clock.systemUTC());
                try (var allocator = new RootAllocator();
                        var batch = new TapeBatch(Tape.TRADES, allocator);
                        Activity capture = tracing.root("capture", Activity.NONE);
                        var _ = capture.enter()) {
                    vendor.page(spec, Optional.empty(), batch);
                }
                return Future.succeededFuture();
            }
        }, new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD)));
    }
}
