package io.microtape.downloader.vendor.polygon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.microtape.model.capture.Tape;
import io.microtape.runtime.tape.TapeBatch;
import io.microtape.model.capture.TapeColumn;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageParserTest {
    private final RootAllocator allocator = new RootAllocator();
    private final TapeBatch batch = new TapeBatch(Tape.TRADES, allocator);

    @AfterEach
    void free() {
        batch.close();
        allocator.close();
    }

    @Test
    void nanoseconds_keep_their_last_digit() throws Exception {
        parse("""
                {"results":[{"sip_timestamp":1779435000123084598,"price":4.2}],"status":"OK"}""");
        assertThat(batch.sipTimestamp(0)).isEqualTo(1_779_435_000_123_084_598L);
    }

    @Test
    void fields_come_in_any_order_and_missing_ones_are_null_not_zero() throws Exception {
        parse("""
                {"status":"OK","results":[
                 {"conditions":[12,37],"price":4.2,"sip_timestamp":5,"size":100,"id":""},
                 {"sip_timestamp":6,"conditions":[],"exchange":4,"price":0.0001,"unknown":{"a":[1]}},
                 {"price":1e2,"sip_timestamp":7,"size":null}],"request_id":"r","next_url":"u","count":3}""");
        assertThat(batch.rows()).isEqualTo(3);
        assertThat(text("size", 0)).isEqualTo("100.0");
        assertThat(text("size", 1)).isEqualTo("null");
        assertThat(text("size", 2)).isEqualTo("null");
        assertThat(text("conditions", 0)).isEqualTo("[12,37]");
        assertThat(text("conditions", 1)).isEqualTo("[]");
        assertThat(text("conditions", 2)).isEqualTo("null");
        assertThat(text("exchange", 0)).isEqualTo("null");
        assertThat(text("id", 0)).isEmpty();
        assertThat(text("price", 2)).isEqualTo("100.0");
    }

    @Test
    void a_fractional_size_comes_from_its_decimal_text() throws Exception {
        parse("""
                {"status":"OK","results":[{"decimal_size":"3.25","sip_timestamp":5,"size":3}]}""");
        assertThat(text("size", 0)).isEqualTo("3.25");
    }

    @Test
    void a_reused_batch_shows_nothing_of_the_page_before() throws Exception {
        parse("""
                {"status":"OK","results":[{"sip_timestamp":5,"conditions":[1,2,3],"id":"x","size":1},
                {"sip_timestamp":5,"conditions":[4],"id":"y","size":1}]}""");
        batch.clear();
        parse("""
                {"status":"OK","results":[{"sip_timestamp":6},{"sip_timestamp":6,"conditions":[9]}]}""");
        assertThat(batch.rows()).isEqualTo(2);
        assertThat(text("conditions", 0)).isEqualTo("null");
        assertThat(text("conditions", 1)).isEqualTo("[9]");
        assertThat(text("id", 0)).isEqualTo("null");
    }

    @Test
    void no_results_and_empty_results_are_both_zero_rows() throws Exception {
        assertThat(parse("{\"status\":\"OK\"}").status()).isEqualTo("OK");
        assertThat(batch.rows()).isZero();
        parse("{\"status\":\"DELAYED\",\"results\":[]}");
        assertThat(batch.rows()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>busy</html>", "[]", "{\"status\":\"OK\",\"results\":{}}",
            "{\"status\":\"OK\",\"results\":[1]}", "{\"status\":\"OK\",\"results\":[{\"price\":1}]}",
            "{\"status\":\"OK\",\"results\":[{\"sip_timestamp\":1.779435e18}]}",
            "{\"status\":\"OK\",\"results\":[{\"sip_timestamp\":\"5\"}]}",
            "{\"status\":\"OK\",\"results\":[{\"sip_timestamp\":5,\"price\":\"4\"}]}",
            "{\"status\":\"OK\",\"results\":[{\"sip_timestamp\":5,\"sip_timestamp\":6}]}",
            "{\"status\":\"OK\",\"results\":[{\"sip_timestamp\":5},{\"sip_timest", "{\"status\":\"OK\"} {}", "",
            "{\"status\":\"OK\",\"results\":[],\"results\":[]}",
            "{\"status\":\"OK\",\"results\":[{\"sip_timestamp\":5,\"decimal_size\":\"NaN\"}]}",
            "{\"status\":\"OK\",\"results\":[{\"sip_timestamp\":5,\"decimal_size\":\"-5\"}]}",
            "{\"status\":\"OK\",\"results\":[{\"sip_timestamp\":99999999999999999999}]}",
            "{\"status\":\"OK\",\"results\":[{\"sip_timestamp\":5,\"size\":NaN}]}",
            "{\"status\":\"OK\",\"results\":[{\"sip_timestamp\":5,\"size\":Infinity}]}",
            "{\"status\":\"OK\",\"results\":[{\"sip_timestamp\":5,\"size\":1e400}]}",
            "{\"status\":\"OK\",\"results\":[{\"sip_timestamp\":5,\"size\":01}]}",
            "{\"status\":\"OK\",\"results\":[{\"sip_timestamp\":5,\"size\":1.}]}",
            "{\"status\":\"OK\",\"results\":[{\"sip_timestamp\":5,\"size\":-}]}",
            "{\"status\":\"OK\",\"results\":[{\"sip_timestamp\":5,\"exchange\":2147483648}]}",
            "{\"status\":\"OK\",\"results\":[{\"sip_timestamp\":9223372036854775808}]}",
            "{\"status\":\"OK\",\"results\":[{\"sip_timestamp\":5,}]}",
            "{\"status\":\"OK\",\"results\":[{\"sip_timestamp\":5},]}",
            "{\"status\":\"OK\",\"results\":[{\"sip_timestamp\":5,\"id\":\"\\x\"}]}",
            "{\"status\":\"OK\",\"results\":[{\"sip_timestamp\":5,\"id\":\"\\u12g4\"}]}",
            "{\"status\":\"OK\",\"results\":[{\"sip_timestamp\":5,\"id\":{}}]}",
            "{\"status\":\"OK\",\"results\":[{\"sip_timestamp\":5,\"decimal_size\":{}}]}",
            "{\"status\":\"OK\",\"results\":[{\"sip_timestamp\":5,\"decimal_size\":\"5.\"}]}",
            "{\"status\":\"OK\",\"results\":[{\"sip_timestamp\":5,\"decimal_size\":\"\"}]}",
            "{\"status\":\"OK\",\"results\":[{\"sip_timestamp\":5,\"conditions\":[1.5]}]}",
            "{\"status\":\"OK\",\"results\":[{\"sip_timestamp\":1},{\"sip_timestamp\":2},{\"sip_timestamp\":3},"
                    + "{\"sip_timestamp\":4}]}"})
    void what_is_no_page_is_refused_whole(String body) {
        assertThatThrownBy(() -> parse(body)).isInstanceOf(IOException.class);
    }

    @Test
    void a_timestamp_that_is_not_whole_is_refused_with_its_row_and_what_it_says() {
        assertThatThrownBy(() -> parse("{\"results\":[{\"sip_timestamp\":1.779435000123084598e18}]}"))
                .isInstanceOf(PageParser.NotAPageException.class)
                .hasMessage("sip_timestamp of row 0 is 1.779435000123084598e18, not a whole number of at most 64 bits");
    }

    @Test
    void a_number_of_400_digits_is_refused_in_words() {
        for (String column : new String[] {"sip_timestamp", "size", "exchange"}) {
            assertThatThrownBy(() -> parse("{\"results\":[{\"sip_timestamp\":5,\"tape\":1,\"%s\":%s}]}".formatted(
                    column.equals("sip_timestamp") ? "sequence_number" : column, "9".repeat(400))))
                    .isInstanceOf(PageParser.NotAPageException.class);
        }
        assertThatThrownBy(() -> parse("{\"results\":[{\"unknown\":%s}]}".formatted("9".repeat(100_000))))
                .hasMessage("a number in it has too many digits");
    }

    @Test
    void bytes_that_are_no_utf_8_are_refused_as_garbled() {
        byte[] body = "{\"results\":[{\"sip_timestamp\":5,\"id\":\"?\"}]}".getBytes(StandardCharsets.UTF_8);
        body[new String(body, StandardCharsets.UTF_8).indexOf('?')] = (byte) 0xC3;
        assertThatThrownBy(() -> new PageParser(Tape.TRADES, 3).parse(new ByteArrayInputStream(body), batch))
                .isInstanceOf(PageParser.NotAPageException.class).hasMessage("it is not valid UTF-8");
    }

    @Test
    void unknown_values_that_are_nested_too_deep_are_refused_before_the_stack_ends() {
        assertThatThrownBy(() -> parse("{\"unknown\":%s".formatted("[".repeat(1_000_000))))
                .isInstanceOf(PageParser.NotAPageException.class).hasMessageContaining("nested");
    }

    @Test
    void a_size_is_read_whether_it_is_whole_or_not() throws Exception {
        parse("""
                {"status":"OK","results":[{"sip_timestamp":5,"size":100},{"sip_timestamp":5,"size":100.0},
                {"sip_timestamp":5,"size":0.5}]}""");
        assertThat(text("size", 0)).isEqualTo(text("size", 1)).isEqualTo("100.0");
        assertThat(text("size", 2)).isEqualTo("0.5");
    }

    private PageParser.Envelope parse(String body) throws IOException {
        return new PageParser(Tape.TRADES, 3)
                .parse(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), batch);
    }

    private String text(String column, int row) {
        return String.valueOf(batch.vector(TapeColumn.index(Tape.TRADES, column)).getObject(row));
    }
}
