package io.microtape.simulator.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.model.capture.Tape;
import io.microtape.simulator.RunningSimulator;
import io.microtape.simulator.VariedTape;
import io.microtape.simulator.http.RequestLog;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class CatalogueTest {
    private static final String REQUEST_ID = "[0-9a-f]{32}";

    @Test
    void every_fault_says_what_goes_over_the_wire() {
        assertThat(Fault.values()).allSatisfy(fault -> assertThat(fault.wire()).isNotBlank().doesNotEndWith(".")
                .doesNotContain("|"));
        assertThat(Fault.values()).extracting(Fault::wire).doesNotHaveDuplicates();
    }

    /** Those that are left out never end, or come only under the vendor's own names; they have tests of their own. */
    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = {"SILENT", "STALLED", "NEXT_ALIAS", "NEXT_DEFAULT_PORT"})
    void a_fault_that_was_met_made_another_answer_of_the_same_question(Fault fault) throws Exception {
        try (var honest = RunningSimulator.over(VariedTape.tapes()); var faulty = Faulty.with(fault)) {
            String later = target(RunningSimulator.json(honest.get(Faulty.FIRST)).getString("next_url"));
            boolean met = false;
            for (String target : List.of(Faulty.FIRST, later, Faulty.WHOLE)) {
                long before = faulty.met();
                Optional<HttpResponse<byte[]>> answer = answer(faulty.simulator(), target);
                boolean same = answer.map(CatalogueTest::seen).equals(answer(honest, target).map(CatalogueTest::seen));
                // A drip is another way to send the same bytes.
                assertThat(same).as(target).isEqualTo(faulty.met() == before || fault == Fault.DRIP);
                met |= faulty.met() > before;
            }
            assertThat(met).isTrue();
        }
    }

    @Test
    void a_plan_over_the_whole_catalogue_meets_the_same_faults_again() throws Exception {
        var settings = Faulty.settings("harmless=0.2,hostile=0.4,deceptive=0.2,server_error=0.1,error_body=0.1");
        try (var one = RunningSimulator.over(VariedTape.tapes(), settings);
                var two = RunningSimulator.over(VariedTape.tapes(), settings)) {
            for (int i = 0; i < 300; i++) {
                String target = Faulty.WINDOW + (1 + i % 30);
                assertThat(one.get(target).statusCode()).isEqualTo(two.get(target).statusCode());
            }
            assertThat(one.requests().byFault()).isEqualTo(two.requests().byFault()).hasSizeGreaterThan(30);
            assertThat(one.requests().requests()).extracting(RequestLog.Request::fault)
                    .isEqualTo(two.requests().requests().stream().map(RequestLog.Request::fault).toList());
        }
    }

    @Test
    void under_harmless_faults_a_plain_reader_gets_the_truth() throws Exception {
        long seed = 77;
        System.out.println("seed " + seed);
        // The plain reader of these tests insists on a count and on a key that is absent or a text.
        var settings = Faulty.settings("delayed=0.3,short_page=0.3,empty_page=0.3,drip=0.1");
        try (var simulator = RunningSimulator.over(VariedTape.tapes(), settings)) {
            for (int limit = 1; limit < 45; limit++) {
                assertThat(simulator.all(Faulty.WINDOW + limit)).isEqualTo(Faulty.truth(0, 40));
            }
            assertThat(simulator.requests().byFault()).hasSize(4);
        }
    }

    @Test
    void a_page_that_no_fault_touched_is_written_the_same_way_as_one_that_was() throws Exception {
        try (var honest = RunningSimulator.over(VariedTape.tapes()); var faulty = Faulty.with(Fault.DELAYED)) {
            for (String target : List.of(Faulty.FIRST, Faulty.WHOLE, "/v3/" + Tape.QUOTES.word() + "/T")) {
                assertThat(seen(faulty.get(target)).replace("\"DELAYED\"", "\"OK\""))
                        .isEqualTo(seen(honest.get(target)));
            }
        }
    }

    private static Optional<HttpResponse<byte[]>> answer(RunningSimulator simulator, String target) throws Exception {
        try {
            return Optional.of(simulator.get(target, "Accept-Encoding", "gzip"));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String target(String nextUrl) {
        return nextUrl.substring(nextUrl.indexOf("/v3/"));
    }

    /** All that differs between answers of honest simulators is where they listen and the number of the request. */
    private static String seen(HttpResponse<byte[]> response) {
        String headers = new TreeMap<>(response.headers().map()).toString();
        return plain(response.statusCode() + headers.replaceAll("content-length=\\[\\d+\\]", "") + body(response));
    }

    private static String body(HttpResponse<byte[]> response) {
        byte[] body = response.body();
        try {
            if (response.headers().firstValue("Content-Encoding").isPresent()) {
                // What follows the stream is not looked at by every reader, but belongs to what was seen.
                String raw = new String(body, StandardCharsets.ISO_8859_1);
                return new String(new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes(),
                        StandardCharsets.ISO_8859_1) + raw.endsWith("no gzip");
            }
        } catch (IOException e) {
            return e.getClass().getName();
        }
        return new String(body, StandardCharsets.ISO_8859_1);
    }

    private static String plain(String text) {
        return text.replaceAll("127\\.0\\.0\\.1:\\d{2,}", "HERE").replaceAll(REQUEST_ID, "ID");
    }
}
