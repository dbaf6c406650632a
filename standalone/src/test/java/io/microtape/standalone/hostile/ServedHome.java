package io.microtape.standalone.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.runtime.http.AccessTokens;
import io.microtape.runtime.ledger.CaptureRecords.CaptureRecord;
import io.microtape.servers.JavaProcess;
import io.microtape.simulator.Simulator;
import io.microtape.simulator.fault.FaultPlan;
import io.microtape.standalone.Contract;
import io.microtape.standalone.SmallMarket;
import io.microtape.standalone.Workplace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A home with a manifest, a run and its captures, served by the real program in a JVM of its own with a small heap and access
 * tokens. One for all doors of this JVM: a door is sound when the server is as well behind it as it was before.
 */
final class ServedHome implements AutoCloseable {
    /** To be held by a door: what another does meanwhile is no memory, handle or thread of this one. */
    static final String ONE = "the served home";
    static final String READ = "hostile-reader-".repeat(3);
    static final String OPERATE = "hostile-operator-".repeat(3);
    private static final int EVENTS = 4;
    private static final int WARM_UP = 48;
    /** Threads and handles that come and go by themselves: a timer, a look at a file. */
    private static final int PLAY = 12;
    private static final List<String> SECRETS = List.of(SmallMarket.KEY, READ, OPERATE);

    private final Path folder;
    private final SmallMarket market;
    private final Simulator vendor;
    private final Path home;
    private final JavaProcess server;
    private final String runId;
    private final Optional<CaptureRecord> capture;
    private final Contract contract;

    /** Gives a test the home as a parameter. */
    static final class Given implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == ServedHome.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot().getStore(ExtensionContext.Namespace.GLOBAL)
                    .computeIfAbsent(ServedHome.class, _ -> started(), ServedHome.class);
        }

        private static ServedHome started() {
            try {
                return new ServedHome();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private ServedHome() throws IOException {
        this(Optional.empty());
    }

    /** @param stranger the vendor that the server asks, instead of the one that filled the home */
    ServedHome(Optional<URI> stranger) throws IOException {
        this.folder = Files.createTempDirectory("microtape-hostile");
        this.market = new SmallMarket(folder, EVENTS);
        this.vendor = market.vendor(FaultPlan.NONE);
        this.home = market.home("home");
        List<String> settings = new ArrayList<>(market.settings(vendor));
        try (Workplace workplace = market.workplace(home, settings)) {
            // With a stranger for a vendor nothing is captured yet: that is what the stranger is asked for.
            this.runId = stranger.isPresent() ? "none" : market.run(workplace, (_, _) -> {}).runId();
            this.capture = stranger.isPresent()
                    ? Optional.empty()
                    : Optional.of(SmallMarket.captures(workplace).getFirst());
        }
        stranger.ifPresent(url -> settings.add("polygon.base_url=" + url));
        List<String> arguments = new ArrayList<>(
                List.of("serve", "--home", home.toString(), "--set", "profiles.active_profile=demo"));
        settings.forEach(setting -> arguments.addAll(List.of("--set", setting)));
        this.server = JavaProcess.start("server", folder, List.of(),
                Map.of(AccessTokens.READ_VARIABLE, READ, AccessTokens.OPERATE_VARIABLE, OPERATE,
                        "MICROTAPE_VENDOR_API_KEY", SmallMarket.KEY),
                "io.microtape.standalone.Main", arguments);
        this.contract = new Contract(send("GET", "/openapi.yaml", "", new byte[0]).body());
        for (int i = 0; i < WARM_UP; i++) {
            send("GET", "/api/v1/coverage?manifest=" + market.manifestId(), operator(), new byte[0]);
        }
    }

    URI url() {
        return server.url();
    }

    Contract contract() {
        return contract;
    }

    Path home() {
        return home;
    }

    CaptureRecord capture() {
        return capture.orElseThrow();
    }

    /** What everybody made the home of: events, bars. */
    Path universe() {
        return folder.resolve("universe");
    }

    String manifestId() {
        return market.manifestId();
    }

    /** What stands for {@code {name}} behind a segment of a path, so that a call gets as far as it can. */
    String known(String segment, String name) {
        return switch (segment) {
            case "manifests" -> market.manifestId();
            case "runs" -> runId;
            case "windows" -> capture().spec().windowId().value();
            case "captures" -> capture().captureId();
            default -> name;
        };
    }

    static String operator() {
        return "Authorization: Bearer " + OPERATE + "\r\n";
    }

    RawHttp.Answer send(String method, String target, String headers, byte[] body) throws IOException {
        return RawHttp.send(url(), RawHttp.request(method, target, headers, body));
    }

    /** Threads and open handles of the server, and how much it has said. */
    record Burden(long threads, long handles, int said) {}

    Burden burden() {
        return new Burden(entries("task"), entries("fd"), server.said().length());
    }

    /** Holds an answer to what every answer must be: no defect, no inner life, no secret. */
    static void sound(byte[] request, RawHttp.Answer answer) {
        String what = RawHttp.shown(request) + "\n" + answer;
        assertThat(answer.status()).as(what).isLessThan(500);
        for (String inner : List.of("\tat ", "Exception", "io.microtape", "io.vertx", "java.lang")) {
            assertThat(answer.body()).as(what).doesNotContain(inner);
        }
        String said = answer.head() + answer.body();
        SECRETS.forEach(secret -> assertThat(said).as(what).doesNotContain(secret));
        boolean bare = new String(request, 0, Math.min(5, request.length), StandardCharsets.US_ASCII).equals("HEAD ");
        if (!bare && answer.head().contains("problem+json") && !answer.head().contains("content-encoding")) {
            assertThat(answer.body()).as(what).contains("\"detail\"", "\"remedy\"");
        }
    }

    /** Nothing of what was tried is left: it serves, has as many threads and handles as before, and wrote no stack trace. */
    void unharmed(Burden before) throws IOException {
        assertThat(server.alive()).as("the server lives: %s", server.said()).isTrue();
        assertThat(send("GET", "/health/ready", "", new byte[0]).status()).as(server.said()).isEqualTo(200);
        String said = server.said().substring(before.said());
        assertThat(said).doesNotContain("\tat ", "OutOfMemoryError:");
        SECRETS.forEach(secret -> assertThat(said).doesNotContain(secret));
        SmallMarket.until(() -> burden().threads() <= before.threads() + PLAY
                && burden().handles() <= before.handles() + PLAY);
    }

    private long entries(String kind) {
        Path proc = Path.of("/proc", Long.toString(server.pid()), kind);
        try (Stream<Path> all = Files.list(proc)) {
            return all.count();
        } catch (IOException _) {
            // A system without it: nothing to compare.
            return 0;
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        vendor.close();
        market.close();
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path file : tree.sorted((one, two) -> two.compareTo(one)).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
