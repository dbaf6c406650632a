package io.microtape.simulator.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.microtape.simulator.RunningSimulator;
import io.microtape.simulator.http.RequestLog;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EnvelopeFaultsTest {
    @Test
    void delayed_is_a_success_under_another_word() throws Exception {
        try (var faulty = Faulty.with(Fault.DELAYED)) {
            JsonObject page = faulty.json(Faulty.FIRST);
            assertThat(page.getString("status")).isEqualTo("DELAYED");
            assertThat(Faulty.rows(page)).isEqualTo(Faulty.truth(0, Faulty.LIMIT));
            assertThat(faulty.simulator().all(Faulty.FIRST)).isEqualTo(Faulty.truth(0, 40));
        }
    }

    @Test
    void unknown_fields_stand_beside_the_true_ones() throws Exception {
        try (var faulty = Faulty.with(Fault.UNKNOWN_FIELDS)) {
            JsonObject page = faulty.json(Faulty.FIRST);
            assertThat(page.getValue("debug")).isNotNull();
            assertThat(Faulty.rows(page)).allMatch(row -> row.remove("venue") != null)
                    .isEqualTo(Faulty.truth(0, Faulty.LIMIT));
        }
    }

    @Test
    void the_clock_of_a_skewed_answer_is_minutes_behind_and_its_rows_are_true() throws Exception {
        try (var faulty = Faulty.with(Fault.CLOCK_SKEW)) {
            HttpResponse<byte[]> response = faulty.get(Faulty.FIRST);
            Instant said = ZonedDateTime.parse(response.headers().firstValue("Date").orElseThrow(),
                    DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            assertThat(Duration.between(said, Instant.now())).isGreaterThanOrEqualTo(Duration.ofMinutes(16));
            assertThat(Faulty.rows(RunningSimulator.json(response))).isEqualTo(Faulty.truth(0, Faulty.LIMIT));
        }
    }

    @ParameterizedTest
    @CsvSource({"COUNT_TOO_HIGH, 11", "COUNT_TOO_LOW, 9", "COUNT_MISSING,"})
    void counts_are_off_by_one_or_missing(Fault fault, String count) throws Exception {
        try (var faulty = Faulty.with(fault)) {
            HttpResponse<byte[]> response = faulty.get(Faulty.FIRST);
            assertThat(response.headers().firstValue("X-Item-Count").orElse(null)).isEqualTo(count);
            assertThat(Faulty.rows(RunningSimulator.json(response))).isEqualTo(Faulty.truth(0, Faulty.LIMIT));
        }
    }

    @Test
    void empty_results_and_missing_results_claim_that_there_is_nothing() throws Exception {
        try (var empty = Faulty.with(Fault.EMPTY_RESULTS); var missing = Faulty.with(Fault.RESULTS_MISSING)) {
            assertThat(empty.text(Faulty.FIRST)).startsWith("{\"results\":[],\"status\":\"OK\"")
                    .doesNotContain("next_url");
            assertThat(missing.text(Faulty.FIRST)).startsWith("{\"status\":\"OK\"").doesNotContain("next_url");
            assertThat(missing.get(Faulty.FIRST).headers().firstValue("X-Item-Count")).contains("0");
            assertThat(missing.get(Faulty.FIRST).headers().firstValue("Link")).isEmpty();
        }
    }

    @Test
    void a_body_cut_between_rows_has_its_promised_length_and_ends_with_a_row() throws Exception {
        try (var faulty = Faulty.with(Fault.BODY_CUT_BETWEEN_ROWS)) {
            HttpResponse<byte[]> response = faulty.get(Faulty.FIRST);
            String body = new String(response.body(), StandardCharsets.UTF_8);
            assertThat(response.headers().firstValue("X-Item-Count")).contains("10");
            assertThatThrownBy(() -> new JsonObject(body)).isInstanceOf(DecodeException.class);
            assertThat(new JsonObject(body + "]}").getJsonArray("results").stream().toList())
                    .isEqualTo(Faulty.truth(0, Faulty.LIMIT / 2));
        }
    }

    @Test
    void a_second_document_follows_a_whole_page() throws Exception {
        try (var faulty = Faulty.with(Fault.SECOND_DOCUMENT)) {
            String body = faulty.text(Faulty.FIRST);
            int second = body.lastIndexOf("{\"results\":[]");
            assertThat(new JsonObject(body.substring(0, second)).getJsonArray("results")).hasSize(Faulty.LIMIT);
            assertThat(new JsonObject(body.substring(second)).getJsonArray("results")).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"EMPTY_RESULTS", "RESULTS_MISSING", "ROW_LOST", "BODY_CUT_BETWEEN_ROWS", "EMPTY_PAGE",
            "SHORT_PAGE", "TOO_MANY_ROWS", "REPEATED_ROW", "CURSOR_LOOP", "CURSOR_BACK_IN_TIME", "NEXT_MISSING",
            "NEXT_OTHER_HOST", "NEXT_ALIAS", "ROWS_OUT_OF_ORDER", "ROWS_OUTSIDE", "DUPLICATE_KEY", "NANOS_NULL",
            "NANOS_TEXT", "NULLS", "ZEROES_MISSING", "DECIMAL_SIZE", "COUNT_TOO_LOW", "WRONG_TICKER"})
    void on_an_answer_without_rows_it_cannot_show_and_is_not_met(Fault fault) throws Exception {
        try (var faulty = Faulty.with(fault)) {
            assertThat(faulty.text("/v3/quotes/NOBODY")).startsWith("{\"results\":[],\"status\":\"OK\"")
                    .doesNotContain("next_url");
            assertThat(faulty.simulator().requests().byFault()).isEmpty();
            assertThat(faulty.simulator().requests().requests()).singleElement()
                    .satisfies(request -> assertThat(request.fault()).isEmpty());
        }
    }

    @Test
    void a_refused_request_is_refused_whatever_would_have_become_of_its_page() throws Exception {
        try (var faulty = Faulty.with(Fault.DELAYED)) {
            assertThat(faulty.simulator().getWithoutKey(Faulty.FIRST).statusCode()).isEqualTo(400);
            assertThat(faulty.get("/v3/trades/T?limit=0").statusCode()).isEqualTo(400);
            RequestLog log = faulty.simulator().requests();
            assertThat(log.byFault()).isEmpty();
            assertThat(log.byStatus()).isEqualTo(Map.of(400, 2L));
        }
    }
}
