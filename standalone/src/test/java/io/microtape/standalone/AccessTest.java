package io.microtape.standalone;

import io.microtape.runtime.Home;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.microtape.runtime.config.Config;
import io.microtape.runtime.config.ConfigException;
import io.microtape.runtime.http.AccessTokens;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Who may do what at a server, over HTTP, and that no token is written down. */
class AccessTest {
    private static final String READ = "reader-".repeat(6);
    private static final String OPERATE = "operator-".repeat(6);
    private static final Map<String, String> BOTH = Map.of(AccessTokens.READ_VARIABLE, READ,
            AccessTokens.OPERATE_VARIABLE, OPERATE);

    @TempDir
    Path folder;
    private final HttpClient client = HttpClient.newHttpClient();
    private final LoggerContext logging = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    @BeforeEach
    void listen() {
        logging.getLogger("io.microtape").setLevel(Level.TRACE);
        logging.getLogger("io.vertx").setLevel(Level.TRACE);
        logged.start();
        logging.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(logged);
    }

    @AfterEach
    void stop() {
        logging.getLogger(Logger.ROOT_LOGGER_NAME).detachAppender(logged);
        logging.getLogger("io.microtape").setLevel(Level.WARN);
        logging.getLogger("io.vertx").setLevel(null);
        client.shutdownNow();
    }

    @Test
    void every_described_call_is_guarded_as_described_and_no_token_is_logged() throws Exception {
        try (Workplace workplace = workplace("127.0.0.1");
                Services services = Services.start(workplace, Optional.empty(), AccessTokens.from(BOTH))) {
            Contract contract = new Contract(send(services, "GET", "/openapi.yaml", null).body());
            List<String> said = new ArrayList<>();
            for (String operation : contract.operations()) {
                String[] words = operation.split(" ", 2);
                JsonObject call = contract.document().getJsonObject("paths").getJsonObject(words[1])
                        .getJsonObject(words[0].toLowerCase(Locale.ROOT));
                String path = words[1].replaceAll("\\{[a-z_]+}", "none");
                HttpResponse<String> without = send(services, words[0], path, null);
                if (call.getJsonArray("security", new JsonArray().add(1)).isEmpty()) {
                    assertThat(without.statusCode()).as(operation).isNotIn(401, 403);
                    continue;
                }
                HttpResponse<String> unknown = send(services, words[0], path, "x" + READ);
                for (HttpResponse<String> answer : List.of(without, unknown)) {
                    assertThat(answer.statusCode()).as(operation).isEqualTo(401);
                    assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
                    check(contract, operation, answer);
                    said.add(answer.body());
                }
                HttpResponse<String> reading = send(services, words[0], path, READ);
                if (words[0].equals("GET")) {
                    assertThat(reading.statusCode()).as(operation).isNotIn(401, 403);
                } else {
                    assertThat(reading.statusCode()).as(operation).isEqualTo(403);
                    check(contract, operation, reading);
                }
                HttpResponse<String> operating = send(services, words[0], path, OPERATE);
                assertThat(operating.statusCode()).as(operation).isNotIn(401, 403);
                said.addAll(List.of(reading.body(), operating.body()));
            }
            assertThat(said).hasSizeGreaterThan(40).noneMatch(AccessTest::shows);
        }
        assertThat(logged.list).isNotEmpty().noneMatch(event -> shows(event.getFormattedMessage())
                || (event.getThrowableProxy() != null
                        && shows(ThrowableProxyUtil.asString(event.getThrowableProxy()))));
    }

    @Test
    void what_does_not_exist_is_guarded_too_and_no_spelling_of_an_address_goes_round_the_gate() throws Exception {
        try (Workplace workplace = workplace("127.0.0.1");
                Services services = Services.start(workplace, Optional.empty(), AccessTokens.from(BOTH))) {
            for (String path : List.of("/api/v1/none", "/none", "/health/../api/v1/runs", "/assets/%2e%2e/api/v1/runs",
                    "//api/v1/runs", "/health", "/metrics", "/api/v1/runs/", "/openapi.yaml/../metrics")) {
                assertThat(send(services, "GET", path, null).statusCode()).as(path).isIn(401, 404);
                assertThat(send(services, "GET", path, null).body()).as(path).doesNotContain("\"runs\"");
            }
            for (String scheme : List.of("Basic " + READ, READ, "Bearer", "Bearer  ", "Bearer " + READ + " x")) {
                assertThat(client.send(HttpRequest.newBuilder(services.url().resolve("/api/v1/runs"))
                        .header("Authorization", scheme).build(), BodyHandlers.ofString()).statusCode()).as(scheme)
                        .isEqualTo(401);
            }
            assertThat(client.send(HttpRequest.newBuilder(services.url().resolve("/api/v1/runs"))
                    .header("Authorization", "bearer " + READ).build(), BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void a_server_that_others_can_reach_answers_to_its_name_and_only_with_a_token() throws Exception {
        try (Workplace workplace = workplace("0.0.0.0");
                Services services = Services.start(workplace, Optional.empty(), AccessTokens.from(BOTH))) {
            URI there = URI.create("http://%s:%d".formatted(address(), services.url().getPort()));
            assertThat(send(there, "GET", "/api/v1/runs", null).statusCode()).isEqualTo(401);
            assertThat(send(there, "GET", "/api/v1/runs", READ).statusCode()).isEqualTo(200);
            assertThat(send(there, "GET", "/health/live", null).statusCode()).isEqualTo(200);
            assertThat(services.url().getHost()).isEqualTo("127.0.0.1");
            HttpRequest foreign = HttpRequest.newBuilder(there.resolve("/api/v1/runs"))
                    .header("Authorization", "Bearer " + OPERATE).header("Content-Type", "application/json")
                    .header("Origin", "http://elsewhere.example").POST(BodyPublishers.ofString("{}")).build();
            assertThat(client.send(foreign, BodyHandlers.ofString()).body()).contains("foreign page");
        }
    }

    @Test
    void without_tokens_only_loopback_names_are_answered_to() throws Exception {
        try (Workplace workplace = workplace("127.0.0.2");
                Services services = Services.start(workplace, Optional.empty())) {
            HttpResponse<String> answer = send(services, "GET", "/api/v1/runs", null);
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).contains("foreign host");
        }
    }

    @Test
    void an_address_that_others_can_reach_needs_a_token_to_operate_with() {
        try (Workplace workplace = workplace("0.0.0.0")) {
            for (Map<String, String> tokens : List.<Map<String, String>>of(Map.of(),
                    Map.of(AccessTokens.READ_VARIABLE, READ))) {
                assertThatThrownBy(
                        () -> Services.start(workplace, Optional.empty(), AccessTokens.from(tokens)).close())
                        .isInstanceOf(ConfigException.class).hasMessageContaining("server.host is 0.0.0.0")
                        .hasMessageContaining(AccessTokens.OPERATE_VARIABLE);
            }
        }
    }

    @Test
    void the_start_is_refused_with_a_short_token_that_is_not_repeated() {
        Terminal.Outcome refused = Terminal.run(Map.of(AccessTokens.READ_VARIABLE, "secret"), "serve", "--port", "0",
                "--home", folder.resolve("home").toString());
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).contains("token 1 of " + AccessTokens.READ_VARIABLE).doesNotContain("secret");
    }

    private static boolean shows(String text) {
        return text.contains(READ) || text.contains(OPERATE);
    }

    private static void check(Contract contract, String operation, HttpResponse<String> answer) {
        contract.check(operation, answer.statusCode(), answer.headers().firstValue("Content-Type").orElse(""),
                answer.body());
    }

    private Workplace workplace(String host) {
        return new Workplace(new Home(folder.resolve("home")), Config.load(Optional.empty(), Optional.empty(),
                List.of("server.port=0", "server.host=" + host)));
    }

    /** An address of this machine that is not loopback, or one that is but under no loopback name. */
    private static String address() throws Exception {
        return NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && address.getAddress().length == 4)
                .map(InetAddress::getHostAddress).findFirst().orElse("127.0.0.2");
    }

    private HttpResponse<String> send(Services services, String method, String path, String token) throws Exception {
        return send(services.url(), method, path, token);
    }

    private HttpResponse<String> send(URI server, String method, String path, String token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + path));
        if (!method.equals("GET")) {
            request.method(method, BodyPublishers.ofString("{}")).header("Content-Type", "application/json");
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
