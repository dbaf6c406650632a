package io.microtape.standalone.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Every parameter of every call that the server describes, in its query, its path and its headers. */
@ExtendWith(ServedHome.Given.class)
@ResourceLock(ServedHome.ONE)
class CallsDoorTest {
    private static final int OF_EACH = 10;

    @Test
    void no_value_of_any_query_parameter_is_more_than_refused(ServedHome home) throws IOException {
        var door = new Door("query");
        var before = home.burden();
        for (int seed = Hostile.FIRST_SEED; seed < Hostile.FIRST_SEED + Hostile.SEEDS; seed++) {
            var hostile = new Hostile(seed);
            for (Call call : Call.all(home.contract(), home)) {
                for (String name : call.query().keySet()) {
                    for (String text : hostile.texts(OF_EACH)) {
                        send(home, door, call, call.target(home, Map.of(), Map.of(name, hostile.inAddress(text))), "");
                    }
                }
                String unknown = hostile.inAddress("x" + hostile.text());
                send(home, door, call, call.target(home, Map.of(), Map.of(unknown, "1")), "");
                send(home, door, call, call.target(home, Map.of(), Map.of()) + "?" + "a=1&".repeat(900), "");
            }
        }
        door.print();
        assertThat(door.of("400")).as("most are refused as what they are").isGreaterThan(door.inputs() / 2);
        home.unharmed(before);
    }

    @Test
    void no_name_in_a_path_leads_anywhere_else(ServedHome home) throws IOException {
        var door = new Door("path");
        var before = home.burden();
        for (int seed = Hostile.FIRST_SEED; seed < Hostile.FIRST_SEED + Hostile.SEEDS; seed++) {
            var hostile = new Hostile(seed + 1_000L);
            for (Call call : Call.all(home.contract(), home)) {
                for (String place : call.places()) {
                    for (String text : hostile.texts(2 * OF_EACH)) {
                        var answer = send(home, door, call,
                                call.target(home, Map.of(place, hostile.inAddress(text)), Map.of()), "");
                        assertThat(answer.body()).doesNotContain("root:x:");
                    }
                }
            }
            for (String path : List.of("/../../../etc/passwd", "/assets/../../../../etc/passwd",
                    "/assets/..%2f..%2f..%2fetc%2fpasswd",
                    "/assets/%2e%2e/%2e%2e/etc/passwd", "/assets/css/..%5c..%5cx", "/assets//etc/passwd",
                    "//etc/passwd", "/assets/\0",
                    "/%c0%ae%c0%ae/etc/passwd", "/assets/css%00/tokens.css", "/;/api", "/api/v1/runs;a=b", "*",
                    "http://other.example/",
                    "/%", "/%%", "/%g1", "/\u00e9", "/" + "a/".repeat(3_000), "/" + "a".repeat(9_000))) {
                byte[] request = RawHttp.request("GET", path, ServedHome.operator(), new byte[0]);
                var answer = RawHttp.send(home.url(), request);
                ServedHome.sound(request, answer);
                assertThat(answer.body()).as(path).doesNotContain("root:x:");
                door.count(answer.status());
            }
        }
        door.print();
        home.unharmed(before);
    }

    @Test
    void no_header_is_more_than_refused(ServedHome home) throws IOException {
        var door = new Door("headers");
        var before = home.burden();
        List<String> usual = List.of("Accept", "Accept-Encoding", "Range", "If-None-Match", "If-Modified-Since",
                "If-Match",
                "Last-Event-ID", "Prefer", "Origin", "Cookie", "Content-Type", "Content-Encoding", "Expect",
                "X-Forwarded-For",
                "X-Forwarded-Host", "X-Forwarded-Proto", "Forwarded", "traceparent", "tracestate",
                "X-HTTP-Method-Override", "TE");
        for (int seed = Hostile.FIRST_SEED; seed < Hostile.FIRST_SEED + Hostile.SEEDS; seed++) {
            var hostile = new Hostile(seed + 2_000L);
            for (Call call : Call.all(home.contract(), home)) {
                String target = call.target(home, Map.of(), Map.of());
                for (String name : call.headers()) {
                    for (String text : hostile.texts(OF_EACH)) {
                        send(home, door, call, target, name + ": " + oneLine(text) + "\r\n");
                    }
                }
                for (int i = 0; i < OF_EACH; i++) {
                    String name = hostile.oneOf(usual);
                    String line = name + ": " + oneLine(hostile.text()) + "\r\n";
                    send(home, door, call, target, hostile.number(4) == 0 ? line + line : line);
                }
            }
        }
        door.print();
        home.unharmed(before);
    }

    /** What follows a line's end would be a header of its own: that is another door. */
    private static String oneLine(String text) {
        return text.replaceAll("[\\r\\n\\u0000]", "");
    }

    private static RawHttp.Answer send(ServedHome home, Door door, Call call, String target, String headers)
            throws IOException {
        boolean reads = call.method().equals("GET");
        byte[] request = RawHttp.request(call.method(), target, ServedHome.operator()
                + (reads || headers.startsWith("Content-Type") ? "" : "Content-Type: application/json\r\n") + headers,
                (reads ? "" : "{}").getBytes(StandardCharsets.UTF_8));
        RawHttp.Answer answer = RawHttp.send(home.url(), request);
        ServedHome.sound(request, answer);
        door.count(answer.status());
        return answer;
    }
}
