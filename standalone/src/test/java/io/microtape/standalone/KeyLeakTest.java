package io.microtape.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.microtape.downloader.vendor.VendorKey;
import io.microtape.manifest.run.RunRequest;
import io.microtape.model.lease.LeaseMessages;
import io.microtape.model.run.Run;
import io.microtape.runtime.json.Json;
import io.microtape.simulator.Simulator;
import io.microtape.simulator.fault.FaultPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The vendor's key stands in the request's own header and in nothing that a run leaves, says or shows. */
class KeyLeakTest {
    @TempDir
    Path folder;
    private final LoggerContext logging = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private Level before;

    @BeforeEach
    void listen() {
        Logger root = logging.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        before = root.getLevel();
        logging.getLogger("io.microtape").setLevel(Level.TRACE);
        logging.getLogger("io.vertx").setLevel(Level.TRACE);
        logged.start();
        root.addAppender(logged);
    }

    @AfterEach
    void stopListening() {
        Logger root = logging.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.detachAppender(logged);
        root.setLevel(before);
        logging.getLogger("io.microtape").setLevel(Level.WARN);
        logging.getLogger("io.vertx").setLevel(null);
    }

    @Test
    void a_run_that_fails_in_every_way_shows_the_key_nowhere() throws Exception {
        List<String> seen = new ArrayList<>();
        Path home;
        try (var market = new SmallMarket(folder, 5);
                Simulator vendor = market.vendor(FaultPlan.parse("transient=0.25,hostile=0.15", 42))) {
            home = market.home("home");
            try (Workplace workplace = market.workplace(home, market.settings(vendor));
                    Services services = Services.start(workplace, Optional.of(new VendorKey(SmallMarket.KEY)))) {
                for (String address : List.of(LeaseMessages.WORK, LeaseMessages.CHANGED)) {
                    services.vertx().eventBus().consumer(address, message -> {
                        synchronized (seen) {
                            seen.add(Json.text(message.body()));
                        }
                    });
                }
                services.vertx().eventBus().addOutboundInterceptor(delivery -> {
                    synchronized (seen) {
                        seen.add(String.valueOf(delivery.body()));
                    }
                    delivery.next();
                });
                Run run = workplace.manifests().runs().start(market.manifestId(), RunRequest.WHOLE);
                SmallMarket.until(() -> SmallMarket.over(workplace, run));
                for (String path : List.of("/metrics", "/api/v1/runs", "/api/v1/captures?limit=1000",
                        "/api/v1/coverage?manifest=" + market.manifestId())) {
                    seen.add(get(services.url().resolve(path)));
                }
                SmallMarket.captures(workplace).forEach(capture -> seen.add(capture.toString()
                        + workplace.ledger().captures().attempts(capture.captureId())));
            }
            assertThat(vendor.requests().authorized()).as("the key was sent").isPositive();
            assertThat(vendor.requests().leaks()).as("URLs and other headers").isZero();
            assertThat(vendor.requests().byFault()).as("it failed in many ways").hasSizeGreaterThan(8);
        }
        for (ILoggingEvent event : List.copyOf(logged.list)) {
            seen.add(event.getFormattedMessage()
                    + (event.getThrowableProxy() == null
                            ? ""
                            : ThrowableProxyUtil.asString(event.getThrowableProxy())));
        }
        assertThat(seen).hasSizeGreaterThan(50).noneMatch(KeyLeakTest::shows);
        assertThat(files(home)).hasSizeGreaterThan(5).noneMatch(KeyLeakTest::holds);
    }

    @Test
    void the_scan_would_find_it() throws IOException {
        assertThat(shows("x " + SmallMarket.KEY + " y")).isTrue();
        assertThat(shows(Base64.getEncoder().encodeToString(SmallMarket.KEY.getBytes(StandardCharsets.UTF_8))))
                .isTrue();
        assertThat(holds(Files.writeString(folder.resolve("leak"), "PAR1" + SmallMarket.KEY))).isTrue();
    }

    private static boolean shows(String text) {
        return text.contains(SmallMarket.KEY) || text.contains(Base64.getEncoder()
                .encodeToString(SmallMarket.KEY.getBytes(StandardCharsets.UTF_8)));
    }

    private static boolean holds(Path file) {
        try {
            return shows(Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(Path home) throws IOException {
        try (Stream<Path> tree = Files.walk(home)) {
            return tree.filter(Files::isRegularFile).toList();
        }
    }

    private static String get(URI uri) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
        }
    }
}
