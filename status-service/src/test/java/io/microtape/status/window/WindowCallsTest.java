package io.microtape.status.window;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.microtape.model.capture.CaptureOutcome.Rejected;
import io.microtape.model.capture.Tape;
import io.microtape.model.lease.Lease;
import io.microtape.runtime.json.Json;
import io.microtape.status.StatusServer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WindowCallsTest {
    private static final int ROWS = 3_000;

    @TempDir
    private Path folder;
    private StatusServer server;
    private Lease trades;
    private Lease quotes;
    private Path file;
    private String window;

    @BeforeEach
    void start() throws Exception {
        server = new StatusServer(folder);
        server.ledger().plan("m1", "GO", 4, Instant.parse("2024-07-01T12:00:00Z"));
        server.ledger().start("m1");
        List<Lease> leases = server.ledger().lease(8);
        trades = leases.stream().filter(lease -> lease.spec().tape() == Tape.TRADES).findFirst().orElseThrow();
        quotes = leases.stream().filter(lease -> lease.spec().tape() == Tape.QUOTES
                && lease.spec().windowId().equals(trades.spec().windowId())).findFirst().orElseThrow();
        file = StoredTape.store(server, trades, ROWS, 11);
        window = "/api/v1/windows/" + trades.spec().windowId();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_window_has_its_captures_the_hours_of_its_day_and_lines_that_read_its_files() throws Exception {
        server.ledger().settle(quotes, new Rejected("page 2 of 4 had fewer rows than stated"));
        JsonNode json = server.json(window + "?manifest=m1");
        assertThat(json.get("symbol").asText()).isEqualTo(trades.spec().symbol());
        assertThat(json.get("event_at_ns").longValue()).isEqualTo(trades.spec().eventAt());
        assertThat(json.at("/event/close").asDouble()).isEqualTo(1);
        assertThat(json.at("/event").has("spike_x")).isFalse();
        assertThat(json.get("captures")).extracting(capture -> capture.get("state").asText())
                .containsExactly("COMPLETE", "FAILED");
        assertThat(json.at("/captures/1/cause").asText()).contains("fewer rows than stated");
        assertThat(json.at("/captures/0/attempts/0/outcome").asText()).isEqualTo("Published");
        assertThat(json.get("sessions")).extracting(session -> session.get("session").asText())
                .containsExactly("PM", "RTH", "AH");
        assertThat(json.at("/sessions/1/from").asText()).isEqualTo(json.at("/sessions/0/to").asText());
        assertThat(json.get("readers")).hasSize(1);
        try (var duck = DriverManager.getConnection("jdbc:duckdb:");
                var rows = duck.createStatement().executeQuery(
                        "select count(*) from (" + json.at("/readers/0/duckdb").asText() + ")")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(ROWS);
        }
    }

    @Test
    void what_is_not_there_is_said_with_what_there_is() throws Exception {
        assertThat(server.get("/api/v1/windows/NONE_20240101_000000").statusCode()).isEqualTo(404);
        assertThat(server.get(window + "?manifest=m9").statusCode()).isEqualTo(404);
        assertThat(problem(window + "/tape", 400)).contains("tape");
        assertThat(problem(window + "/tape?tape=bars", 400)).contains("trades, quotes");
        assertThat(problem(window + "/tape?tape=quotes", 409)).contains(quotes.captureId() + " is IN_FLIGHT");
        server.ledger().settle(quotes, new Rejected("page 2 of 4 had fewer rows than stated"));
        assertThat(problem(window + "/tape?tape=quotes", 409)).contains("is FAILED: page 2 of 4 had fewer rows");
        assertThat(problem(window + "/tape?tape=trades&capture=other", 404)).contains("other");
        assertThat(problem(window + "/tape?tape=trades&points=100&limit=5", 400)).contains("points and limit");
        assertThat(problem(window + "/tape?tape=trades&points=5001", 400)).contains("5000");
        assertThat(problem(window + "/tape?tape=trades&columns=price,colour", 400)).contains("colour")
                .contains("sip_timestamp");
    }

    @Test
    void a_file_that_is_not_the_proven_one_is_no_answer() throws Exception {
        String rows = window + "/tape?tape=trades";
        assertThat(server.get(rows).statusCode()).isEqualTo(200);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        assertThat(problem(rows, 409)).contains(file.toString()).contains("verify --repair");
        assertThat(problem(rows + "&points=100", 409)).contains("verify --repair");
        Files.write(file, new byte[] {1}, StandardOpenOption.APPEND);
        assertThat(problem(rows, 409)).contains("verify --repair");
        Files.delete(file);
        assertThat(problem(rows, 409)).contains("missing").contains(file.toString());
    }

    @Test
    void every_form_has_every_row_with_its_nanoseconds() throws Exception {
        JsonNode json = server.json(window + "/tape?tape=TRADES&limit=all");
        assertThat(json.get("total").asInt()).isEqualTo(ROWS);
        assertThat(json.get("rows")).hasSize(ROWS);
        assertThat(json.at("/rows/0/sip_timestamp").asText()).matches("2024-.*T.*\\.\\d{9}Z");
        assertThat(server.get(window + "/tape?tape=trades&format=csv").body().lines().count()).isEqualTo(ROWS + 1);
        Path parquet = folder.resolve("answer.parquet");
        try (var client = HttpClient.newHttpClient()) {
            HttpResponse<Path> answer = client.send(
                    HttpRequest.newBuilder(server.http().url().resolve(window + "/tape?tape=trades"))
                            .header("Accept", "application/vnd.apache.parquet").build(),
                    BodyHandlers.ofFile(parquet));
            assertThat(answer.headers().firstValue("X-Total-Count")).contains(Integer.toString(ROWS));
            assertThat(answer.headers().firstValue("Content-Disposition").orElseThrow())
                    .contains(trades.spec().windowId() + "_trades.parquet");
        }
        try (var duck = DriverManager.getConnection("jdbc:duckdb:");
                var left = duck.createStatement().executeQuery(
                        "select count(*) from (from '%s' except all from '%s')".formatted(file, parquet))) {
            assertThat(left.next()).isTrue();
            assertThat(left.getInt(1)).isZero();
        }
        JsonNode page = server.json(window + "/tape?tape=trades&columns=size,sip_timestamp&limit=5&offset=10");
        assertThat(page.get("next_offset").asInt()).isEqualTo(15);
        assertThat(page.get("rows").get(0).fieldNames()).toIterable().containsExactly("sip_timestamp", "size");
    }

    @Test
    void the_rows_of_a_chart_say_how_many_are_stored_and_what_had_traded() throws Exception {
        JsonNode json = server.json(window + "/tape?tape=trades&points=50&columns=sip_timestamp,price");
        assertThat(json.get("total").asInt()).isEqualTo(ROWS);
        assertThat(json.get("rows").size()).isBetween(4, 200);
        JsonNode last = json.get("rows").get(json.get("rows").size() - 1);
        assertThat(last.fieldNames()).toIterable().containsExactly("sip_timestamp", "price", "cumulative_size");
        double all = 0;
        for (JsonNode row : server.json(window + "/tape?tape=trades&limit=all&columns=size").get("rows")) {
            all += row.get("size").asDouble(0);
        }
        assertThat(last.get("cumulative_size").asDouble()).isEqualTo(all);
        StoredTape.store(server, quotes, ROWS, 5);
        assertThat(server.json(window + "/tape?tape=quotes&points=50").get("rows").get(0).has("cumulative_size"))
                .isFalse();
    }

    @Test
    void a_window_that_was_captured_in_two_ways_is_asked_for_by_manifest_or_capture() throws Exception {
        server.ledger().planWider("m2", 4);
        server.ledger().start("m2");
        Lease wider = server.ledger().lease(8).stream().filter(lease -> lease.spec().windowId()
                .equals(trades.spec().windowId()) && lease.spec().tape() == Tape.TRADES).findFirst().orElseThrow();
        StoredTape.store(server, wider, 70, 3);
        assertThat(problem(window + "/tape?tape=trades", 400)).contains(trades.captureId()).contains(wider.captureId());
        assertThat(server.json(window + "/tape?tape=trades&manifest=m2").get("total").asInt()).isEqualTo(70);
        assertThat(server.json(window + "/tape?tape=trades&capture=" + trades.captureId()).get("total").asInt())
                .isEqualTo(ROWS);
        assertThat(server.json(window).get("captures")).hasSize(4);
        assertThat(server.json(window).get("window_to_ns").longValue()).isEqualTo(wider.spec().windowTo());
        assertThat(server.json(window + "?manifest=m1").get("captures")).hasSize(2);
    }

    private String problem(String path, int status) throws Exception {
        HttpResponse<String> answer = server.get(path);
        assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isEqualTo(status);
        JsonNode problem = Json.mapper().readTree(answer.body());
        return problem.get("detail").asText() + " / " + problem.get("remedy").asText();
    }
}
