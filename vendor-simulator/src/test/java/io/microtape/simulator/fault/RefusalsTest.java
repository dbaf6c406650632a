package io.microtape.simulator.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.simulator.RunningSimulator;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalsTest {
    @ParameterizedTest
    @CsvSource({"RATE_LIMITED, 429, exceeded the maximum", "RATE_LIMITED_RETRY_AFTER, 429, exceeded the maximum",
            "RATE_LIMITED_RETRY_DATE, 429, exceeded the maximum", "RATE_LIMITED_EMPTY, 429, ''",
            "RATE_LIMITED_EMPTY_RETRY_AFTER, 429, ''", "REQUEST_TIMEOUT, 408, <html>", "TOO_LARGE, 413, <html>",
            "CLIENT_CLOSED, 499, <html>", "SERVER_ERROR, 500, <html>", "SERVER_ERROR_JSON, 500, database error",
            "BAD_GATEWAY, 502, <html>", "UNAVAILABLE, 503, <html>", "GATEWAY_TIMEOUT, 504, <html>",
            "REDIRECT, 302, <html>", "ERROR_BODY, 200, '\"status\":\"ERROR\"'", "HTML_BODY, 200, <html>",
            "UNAUTHORIZED_ONCE, 401, Unknown API Key"})
    void the_answer_has_the_status_and_words_of_its_fault(Fault fault, int status, String words) throws Exception {
        try (var faulty = Faulty.with(fault)) {
            HttpResponse<byte[]> response = faulty.get(Faulty.FIRST);
            String body = new String(response.body(), StandardCharsets.UTF_8);
            assertThat(response.statusCode()).isEqualTo(status);
            assertThat(body).contains(words).doesNotContain("results");
            assertThat(body.isEmpty()).isEqualTo(words.isEmpty());
            assertThat(response.headers().firstValue("Content-Type"))
                    .contains(body.startsWith("<html>") ? "text/html" : "application/json");
            assertThat(faulty.met()).isEqualTo(1);
            assertThat(faulty.simulator().requests().byStatus()).containsOnlyKeys(status);
        }
    }

    @Test
    void only_three_say_when_to_come_back() throws Exception {
        try (var silent = Faulty.with(Fault.RATE_LIMITED);
                var seconds = Faulty.with(Fault.RATE_LIMITED_RETRY_AFTER);
                var empty = Faulty.with(Fault.RATE_LIMITED_EMPTY_RETRY_AFTER);
                var date = Faulty.with(Fault.RATE_LIMITED_RETRY_DATE)) {
            assertThat(retryAfter(silent)).isNull();
            assertThat(retryAfter(seconds)).isEqualTo("1");
            assertThat(retryAfter(empty)).isEqualTo("1");
            Instant before = Instant.now();
            Instant told = ZonedDateTime.parse(retryAfter(date), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            assertThat(Duration.between(before, told)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(60));
        }
    }

    @Test
    void a_date_of_http_has_two_digits_for_the_day() {
        assertThat(io.microtape.simulator.rewrite.HttpDate
                .of(OffsetDateTime.parse("2024-03-05T09:30:00.5-05:00").toInstant()))
                .isEqualTo("Tue, 05 Mar 2024 14:30:00 GMT");
    }

    @Test
    void a_redirect_leads_to_a_host_that_is_nobody() throws Exception {
        try (var faulty = Faulty.with(Fault.REDIRECT)) {
            assertThat(faulty.get(Faulty.FIRST).headers().firstValue("Location")).contains("http://vendor.invalid/");
        }
    }

    @Test
    void unauthorized_later_strikes_pages_after_the_first_alone() throws Exception {
        try (var faulty = Faulty.with(Fault.UNAUTHORIZED_LATER)) {
            HttpResponse<byte[]> first = faulty.get(Faulty.FIRST);
            assertThat(first.statusCode()).isEqualTo(200);
            assertThat(faulty.met()).isZero();
            HttpResponse<byte[]> second = faulty.get(faulty.next(RunningSimulator.json(first)));
            assertThat(second.statusCode()).isEqualTo(401);
            assertThat(faulty.met()).isEqualTo(1);
        }
    }

    @Test
    void unauthorized_once_strikes_each_target_once() throws Exception {
        try (var faulty = Faulty.with(Fault.UNAUTHORIZED_ONCE)) {
            assertThat(faulty.get(Faulty.FIRST).statusCode()).isEqualTo(401);
            assertThat(faulty.get(Faulty.FIRST).statusCode()).isEqualTo(200);
            assertThat(faulty.get(Faulty.WHOLE).statusCode()).isEqualTo(401);
            assertThat(faulty.get(Faulty.FIRST).statusCode()).isEqualTo(200);
            assertThat(faulty.met()).isEqualTo(2);
        }
    }

    private static String retryAfter(Faulty faulty) throws Exception {
        return faulty.get(Faulty.FIRST).headers().firstValue("Retry-After").orElse(null);
    }
}
