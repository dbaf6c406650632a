package io.microtape.simulator.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.simulator.RunningSimulator;
import io.microtape.simulator.TiedTape;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CursorFaultsTest {
    @Test
    void short_pages_and_empty_pages_lead_to_every_row_once() throws Exception {
        try (var half = Faulty.with(Fault.SHORT_PAGE); var empty = Faulty.with(Fault.EMPTY_PAGE)) {
            JsonObject page = half.json(Faulty.FIRST);
            assertThat(Faulty.rows(page)).isEqualTo(Faulty.truth(0, Faulty.LIMIT / 2));
            assertThat(half.simulator().all(Faulty.FIRST)).isEqualTo(Faulty.truth(0, 40));
            assertThat(half.simulator().all(Faulty.WINDOW + 1)).isEqualTo(Faulty.truth(0, 40));
            assertThat(empty.text(Faulty.FIRST)).startsWith("{\"results\":[],").contains("next_url");
            assertThat(empty.simulator().all(Faulty.FIRST)).isEqualTo(Faulty.truth(0, 40));
            assertThat(empty.met()).isEqualTo(1 + 4);
        }
    }

    @Test
    void too_many_rows_are_true_rows_beyond_the_limit() throws Exception {
        try (var faulty = Faulty.with(Fault.TOO_MANY_ROWS)) {
            assertThat(Faulty.rows(faulty.json(Faulty.FIRST))).isEqualTo(Faulty.truth(0, 2 * Faulty.LIMIT));
            assertThat(faulty.simulator().all(Faulty.FIRST)).isEqualTo(Faulty.truth(0, 40));
        }
    }

    @Test
    void a_repeated_row_is_the_last_of_the_page_before_within_the_limit() throws Exception {
        try (var faulty = Faulty.with(Fault.REPEATED_ROW)) {
            JsonObject first = faulty.json(Faulty.FIRST);
            assertThat(Faulty.rows(first)).isEqualTo(Faulty.truth(0, 10));
            assertThat(faulty.met()).isZero();
            assertThat(Faulty.rows(faulty.json(faulty.next(first)))).isEqualTo(Faulty.truth(9, 19));
            assertThat(faulty.met()).isEqualTo(1);
        }
    }

    @Test
    void a_wrong_ticker_gives_rows_of_another_and_an_answer_that_names_none() throws Exception {
        try (var faulty = Faulty.with(Fault.WRONG_TICKER)) {
            JsonObject page = faulty.json(Faulty.FIRST);
            assertThat(Faulty.rows(page)).hasSize(10).allMatch(row -> row.getDouble("price") >= 1_000);
            assertThat(page.getString("next_url")).contains("/v3/trades/T?cursor=");
            assertThat(page.encode()).doesNotContain("ZVZZT");
        }
    }

    @Test
    void cursor_self_leads_to_the_page_itself_and_never_names_the_key() throws Exception {
        try (var faulty = Faulty.with(Fault.CURSOR_SELF)) {
            JsonObject page = faulty.json(Faulty.FIRST);
            assertThat(faulty.next(page)).isEqualTo(Faulty.FIRST);
            String withKey = Faulty.FIRST + "&apiKey=" + RunningSimulator.KEY;
            assertThat(faulty.next(RunningSimulator.json(faulty.simulator().getWithoutKey(withKey))))
                    .isEqualTo(Faulty.FIRST);
        }
    }

    @Test
    void cursor_loop_goes_from_a_to_b_and_back() throws Exception {
        try (var faulty = Faulty.with(Fault.CURSOR_LOOP)) {
            JsonObject first = faulty.json(Faulty.FIRST);
            String b = faulty.next(first);
            JsonObject second = faulty.json(b);
            String a = faulty.next(second);
            JsonObject third = faulty.json(a);
            assertThat(Faulty.rows(second)).isEqualTo(Faulty.truth(10, 20));
            assertThat(Faulty.rows(third)).isEqualTo(Faulty.rows(first));
            assertThat(faulty.next(faulty.json(faulty.next(third)))).isEqualTo(a);
        }
    }

    @Test
    void cursor_back_in_time_gives_the_same_rows_again() throws Exception {
        try (var faulty = Faulty.with(Fault.CURSOR_BACK_IN_TIME)) {
            JsonObject first = faulty.json(Faulty.FIRST);
            assertThat(faulty.next(first)).isNotEqualTo(Faulty.FIRST);
            assertThat(Faulty.rows(faulty.json(faulty.next(first)))).isEqualTo(Faulty.rows(first));
            JsonObject newest = faulty.json(Faulty.FIRST.replace("asc", "desc"));
            assertThat(Faulty.rows(faulty.json(faulty.next(newest)))).isEqualTo(Faulty.rows(newest));
        }
    }

    @Test
    void a_missing_next_url_hides_the_rest() throws Exception {
        try (var faulty = Faulty.with(Fault.NEXT_MISSING)) {
            assertThat(faulty.simulator().all(Faulty.FIRST)).isEqualTo(Faulty.truth(0, 10));
        }
    }

    @Test
    void the_last_page_may_end_with_an_empty_or_null_next_url() throws Exception {
        try (var empty = Faulty.with(Fault.NEXT_EMPTY); var none = Faulty.with(Fault.NEXT_NULL)) {
            assertThat(empty.text(Faulty.WHOLE)).endsWith(",\"next_url\":\"\"}");
            assertThat(none.text(Faulty.WHOLE)).endsWith(",\"next_url\":null}");
            assertThat(empty.get(Faulty.WHOLE).headers().firstValue("Link")).isEmpty();
            assertThat(empty.text(Faulty.FIRST)).contains("\"next_url\":\"http");
        }
    }

    @ParameterizedTest
    @CsvSource({"NEXT_OTHER_HOST, http://vendor.invalid:PORT/v3/trades/T?cursor=",
            "NEXT_OTHER_PORT, http://127.0.0.1:1/v3/trades/T?cursor=",
            "NEXT_OTHER_SCHEME, ftp://127.0.0.1:PORT/v3/trades/T?cursor=",
            "NEXT_OTHER_PATH, http://127.0.0.1:PORT/v2/trades/T?cursor=",
            "NEXT_OTHER_TICKER, http://127.0.0.1:PORT/v3/trades/TX?cursor=",
            "NEXT_USER_INFO, http://127.0.0.1:PORT@vendor.invalid/v3/trades/T?cursor=",
            "NEXT_NO_ADDRESS, http:// no address"})
    void a_next_url_leads_elsewhere_and_the_rows_are_true(Fault fault, String begin) throws Exception {
        try (var faulty = Faulty.with(fault)) {
            HttpResponse<byte[]> response = faulty.get(Faulty.FIRST);
            JsonObject page = RunningSimulator.json(response);
            assertThat(page.getString("next_url"))
                    .startsWith(begin.replace("PORT", Integer.toString(faulty.simulator().port())));
            assertThat(response.headers().firstValue("Link")).hasValueSatisfying(
                    link -> assertThat(link).contains(page.getString("next_url")));
            assertThat(Faulty.rows(page)).isEqualTo(Faulty.truth(0, Faulty.LIMIT));
            faulty.get(Faulty.WHOLE);
            assertThat(faulty.met()).as("a last page has no next_url to change").isEqualTo(1);
        }
    }

    @Test
    void aliases_and_default_ports_come_only_to_those_who_asked_under_such_a_name() throws Exception {
        try (var alias = Faulty.with(Fault.NEXT_ALIAS); var port = Faulty.with(Fault.NEXT_DEFAULT_PORT)) {
            assertThat(alias.simulator().raw(Faulty.FIRST, "api.polygon.io"))
                    .contains("\"next_url\":\"http://api.massive.com/v3/trades/T?cursor=");
            assertThat(alias.simulator().raw(Faulty.FIRST, "api.massive.com:443"))
                    .contains("\"next_url\":\"http://api.polygon.io:443/v3/trades/T?cursor=");
            assertThat(port.simulator().raw(Faulty.FIRST, "api.polygon.io"))
                    .contains("\"next_url\":\"http://api.polygon.io:80/v3/trades/T?cursor=");
            long before = alias.met() + port.met();
            for (Faulty faulty : List.of(alias, port)) {
                assertThat(faulty.json(Faulty.FIRST).getString("next_url"))
                        .startsWith(faulty.simulator().simulator().baseUrl() + "/v3/trades/T?cursor=");
            }
            assertThat(alias.met() + port.met()).isEqualTo(before).isEqualTo(3);
        }
    }

    @Test
    void a_mark_that_no_fault_gave_out_is_no_cursor() throws Exception {
        try (var faulty = Faulty.with(Fault.CURSOR_LOOP)) {
            String text = "ap=0&as=b%0d&limit=5&order=asc&sort=timestamp&timestamp.gte=" + TiedTape.START;
            String cursor = Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(
                    StandardCharsets.US_ASCII));
            assertThat(faulty.get("/v3/trades/T?cursor=" + cursor).statusCode()).isEqualTo(400);
        }
    }
}
