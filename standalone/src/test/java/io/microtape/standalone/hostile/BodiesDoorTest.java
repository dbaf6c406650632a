package io.microtape.standalone.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.runtime.json.Json;
import io.microtape.standalone.SmallMarket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The body of every call that takes one: each of its fields, and what is no such body at all. */
@ExtendWith(ServedHome.Given.class)
@ResourceLock(ServedHome.ONE)
class BodiesDoorTest {
    private static final int OF_EACH = 8;
    private static final int MEBIBYTE = 1 << 20;
    private static final String JSON = "Content-Type: application/json\r\n";

    @Test
    void no_body_is_more_than_refused(ServedHome home) throws IOException {
        var door = new Door("bodies");
        var before = home.burden();
        for (int seed = Hostile.FIRST_SEED; seed < Hostile.FIRST_SEED + Hostile.SEEDS; seed++) {
            var hostile = new Hostile(seed + 3_000L);
            for (Call call : Call.all(home.contract(), home).stream().filter(each -> !each.method().equals("GET"))
                    .toList()) {
                for (byte[] body : bodies(call, hostile)) {
                    send(home, door, call, JSON, body);
                }
                for (String type : List.of("", "Content-Type: text/plain\r\n",
                        "Content-Type: multipart/form-data; boundary=x\r\n",
                        "Content-Type: application/x-www-form-urlencoded\r\n",
                        "Content-Type: application/jsonx; a=\"\r\n")) {
                    send(home, door, call, type, "{}".getBytes(StandardCharsets.UTF_8));
                }
                assertThat(send(home, door, call, JSON, new byte[MEBIBYTE + 1]).status()).isIn(413, 0);
            }
        }
        SmallMarket.until(() -> built(home));
        door.print();
        home.unharmed(before);
    }

    @Test
    void no_file_that_is_no_input_is_read_out_or_waited_for(ServedHome home) throws IOException {
        var door = new Door("input paths");
        var before = home.burden();
        for (String path : List.of("/dev/zero", "/dev/stdin", "/dev/random", "/proc/self/environ", "/proc/self/mem",
                "/etc/passwd",
                "/etc/shadow", "/", "/dev", "~/.ssh", "a\0b", "..", "[", "{a,b", "http://127.0.0.1:1/x.parquet",
                "s3://bucket/x",
                home.home().resolve("ledger.db").toString(), "/proc/self/fd/0", "x".repeat(5_000))) {
            String body = Json.text(Map.of("events", path, "daily_bars", path));
            var answer = send(home, door,
                    new Call("POST", "/api/v1/manifests", List.of(), Map.of(), List.of(), Map.of()),
                    JSON + "Prefer: wait=20\r\n", body.getBytes(StandardCharsets.UTF_8));
            assertThat(answer.body()).as(path).doesNotContain("root:x:", "\"RUNNING\"", "\"DONE\"");
        }
        SmallMarket.until(() -> built(home));
        door.print();
        home.unharmed(before);
    }

    private static List<byte[]> bodies(Call call, Hostile hostile) {
        List<byte[]> bodies = new ArrayList<>();
        for (String field : call.body().keySet()) {
            for (int i = 0; i < OF_EACH; i++) {
                bodies.add(utf8(with(call.body(), field, hostile.json())));
            }
            bodies.add(utf8(with(call.body(), field, "1").replaceFirst("\\{", "{\"" + field + "\":null,")));
            bodies.add(utf8(with(call.body(), field, Json.text(hostile.text()))));
        }
        String known = Json.text(call.body());
        bodies.add(utf8(known + known));
        bodies.add(utf8(known.replaceFirst("\\{", "{\"no_such_field\":1,")));
        bodies.add(utf8("\uFEFF" + known));
        bodies.add(known.getBytes(StandardCharsets.UTF_16));
        bodies.add(new byte[] {'{', '"', (byte) 0xC3, (byte) 0x28, '"', ':', '1', '}'});
        bodies.add(new byte[0]);
        bodies.add(utf8(Hostile.nested(400_000, '[', ']')));
        bodies.add(utf8("{\"a\":".repeat(150_000)));
        bodies.add(utf8('"' + "A".repeat(MEBIBYTE - 100) + '"'));
        bodies.add(utf8("{" + "\"a\":1,".repeat(100_000) + "\"a\":1}"));
        bodies.add(utf8("{\"limit\":" + "9".repeat(900_000) + "}"));
        for (int i = 0; i < OF_EACH; i++) {
            bodies.add(utf8(hostile.json()));
            bodies.add(hostile.bytes(1 + hostile.number(500)));
            if (!call.body().isEmpty()) {
                bodies.add(hostile.damaged(utf8(known)));
            }
        }
        return bodies;
    }

    /** The fields of a right body, one of them with this text for its value. */
    private static String with(Map<String, Object> body, String field, String value) {
        Map<String, String> fields = new LinkedHashMap<>();
        body.forEach((name, right) -> fields.put(name, name.equals(field) ? value : Json.text(right)));
        return fields.entrySet().stream().map(each -> "\"%s\":%s".formatted(each.getKey(), each.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static boolean built(ServedHome home) {
        try {
            return home.send("GET", "/api/v1/builds", ServedHome.operator(), new byte[0]).body()
                    .transform(body -> !body.contains("\"WAITING\"") && !body.contains("\"RUNNING\""));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static RawHttp.Answer send(ServedHome home, Door door, Call call, String headers, byte[] body)
            throws IOException {
        byte[] request = RawHttp.request(call.method(), call.target(home, Map.of(), Map.of()),
                ServedHome.operator() + headers, body);
        RawHttp.Answer answer = RawHttp.send(home.url(), request);
        ServedHome.sound(request, answer);
        door.count(answer.status());
        return answer;
    }
}
