package io.microtape.simulator.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import io.microtape.simulator.TiedTape;
import io.microtape.simulator.VariedTape;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowFaultsTest {
    @Test
    void a_lost_row_leaves_a_gap_and_an_agreeing_count() throws Exception {
        try (var faulty = Faulty.with(Fault.ROW_LOST)) {
            List<JsonObject> rows = Faulty.rows(faulty.json(Faulty.WHOLE));
            assertThat(rows).hasSize(39).isSubsetOf(Faulty.truth(0, 40));
            assertThat(faulty.get(Faulty.WHOLE).headers().firstValue("X-Item-Count")).contains("39");
        }
    }

    @ParameterizedTest
    @CsvSource({"asc, 9, 40", "desc, 0, 40"})
    void a_row_outside_lies_at_the_end_of_the_window_and_in_order(String order, int at, int stamp) throws Exception {
        try (var faulty = Faulty.with(Fault.ROWS_OUTSIDE)) {
            List<JsonObject> rows = Faulty.rows(faulty.json(Faulty.FIRST.replace("asc", order)));
            assertThat(rows.get(at).getLong("sip_timestamp")).isEqualTo(TiedTape.START + stamp);
            assertThat(rows).filteredOn(row -> row.getLong("sip_timestamp") >= VariedTape.END).hasSize(1);
        }
    }

    @Test
    void without_an_end_the_row_outside_lies_before_the_beginning() throws Exception {
        try (var faulty = Faulty.with(Fault.ROWS_OUTSIDE)) {
            String target = "/v3/trades/T?order=asc&timestamp.gte=" + TiedTape.START;
            assertThat(Faulty.rows(faulty.json(target)).getFirst().getLong("sip_timestamp"))
                    .isEqualTo(TiedTape.START - 1);
            faulty.get("/v3/trades/T?order=asc");
            assertThat(faulty.met()).as("nothing is outside of everything").isEqualTo(1);
        }
    }

    @Test
    void out_of_order_are_two_rows_that_changed_places() throws Exception {
        try (var faulty = Faulty.with(Fault.ROWS_OUT_OF_ORDER)) {
            List<JsonObject> rows = Faulty.rows(faulty.json(Faulty.FIRST));
            assertThat(rows).containsExactlyInAnyOrderElementsOf(Faulty.truth(0, 10));
            assertThat(rows).extracting(row -> row.getLong("sip_timestamp") - TiedTape.START)
                    .containsExactly(0L, 1L, 2L, 3L, 4L, 6L, 5L, 7L, 8L, 9L);
        }
    }

    @Test
    void nanoseconds_come_in_forms_that_are_no_integers() throws Exception {
        try (var exponent = Faulty.with(Fault.NANOS_EXPONENT);
                var fraction = Faulty.with(Fault.NANOS_FRACTION);
                var text = Faulty.with(Fault.NANOS_TEXT);
                var none = Faulty.with(Fault.NANOS_NULL)) {
            assertThat(exponent.text(Faulty.FIRST)).contains("\"sip_timestamp\":1.709649E18,",
                    "\"participant_timestamp\":1.709649E18,").doesNotContain("1709649000000000003");
            assertThat(fraction.text(Faulty.FIRST)).contains("\"sip_timestamp\":1709649000000000003.0,");
            assertThat(text.text(Faulty.FIRST)).contains("\"sip_timestamp\":\"1709649000000000003\",");
            assertThat(none.text(Faulty.FIRST)).containsOnlyOnce("\"sip_timestamp\":null,");
        }
    }

    @Test
    void a_duplicate_key_has_two_values_in_one_row() throws Exception {
        try (var faulty = Faulty.with(Fault.DUPLICATE_KEY)) {
            assertThat(Pattern.compile("\\{[^{}]*\"sip_timestamp\":(\\d+)[^{}]*\"sip_timestamp\":(\\d+)[^{}]*\\}")
                    .matcher(faulty.text(Faulty.FIRST)).results().toList()).singleElement()
                    .satisfies(row -> assertThat(row.group(1)).isNotEqualTo(row.group(2)));
        }
    }

    @Test
    void invalid_utf8_is_no_text_to_a_strict_reader() throws Exception {
        try (var faulty = Faulty.with(Fault.INVALID_UTF8)) {
            for (String target : List.of(Faulty.FIRST, "/v3/quotes/T")) {
                try (JsonParser in = new JsonFactory().createParser(faulty.get(target).body())) {
                    Assertions.assertThatThrownBy(() -> {
                        while (in.nextToken() != null) {
                            in.getText();
                        }
                    }).isInstanceOf(JsonParseException.class).hasMessageContaining("UTF-8");
                }
            }
        }
    }

    @Test
    void nulls_stand_where_keys_were_absent_and_change_nothing_else() throws Exception {
        try (var faulty = Faulty.with(Fault.NULLS)) {
            List<JsonObject> rows = Faulty.rows(faulty.json(Faulty.WHOLE));
            assertThat(rows).allMatch(row -> row.containsKey("trf_id") && row.size() == 12);
            rows.forEach(row -> row.getMap().values().removeIf(value -> value == null));
            assertThat(rows).isEqualTo(Faulty.truth(0, 40));
        }
    }

    @Test
    void zeroes_that_are_missing_are_the_only_ones_that_are() throws Exception {
        try (var faulty = Faulty.with(Fault.ZEROES_MISSING)) {
            List<JsonObject> truth = Faulty.truth(0, 40);
            assertThat(truth).anyMatch(row -> Integer.valueOf(0).equals(row.getValue("size")))
                    .anyMatch(row -> "".equals(row.getValue("id")));
            truth.forEach(row -> row.getMap().values()
                    .removeIf(value -> value.equals(0) || value.equals("")));
            assertThat(Faulty.rows(faulty.json(Faulty.WHOLE))).isEqualTo(truth);
        }
    }

    @Test
    void decimal_size_says_the_size_once_more_or_seven_shares_more() throws Exception {
        try (var agrees = Faulty.with(Fault.DECIMAL_SIZE);
                var disagrees = Faulty.with(Fault.DECIMAL_SIZE_DISAGREES)) {
            assertThat(agrees.text(Faulty.WHOLE)).contains("\"size\":0,\"decimal_size\":\"0.0\"",
                    "\"size\":100.25,\"decimal_size\":\"100.25\"", "\"size\":200,\"decimal_size\":\"200.0\"");
            assertThat(disagrees.text(Faulty.WHOLE)).contains("\"size\":200,\"decimal_size\":\"207.0\"");
            assertThat(Faulty.rows(agrees.json(Faulty.WHOLE))).allMatch(row -> row.remove("decimal_size") != null)
                    .isEqualTo(Faulty.truth(0, 40));
        }
    }
}
