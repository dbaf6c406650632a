package io.microtape.standalone.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Whoever has nearly a token, or shows one elsewhere than in its header, has none: at every call that is described. */
@ExtendWith(ServedHome.Given.class)
@ResourceLock(ServedHome.ONE)
class TokensDoorTest {
    private static final String JSON = "Content-Type: application/json\r\n";

    @Test
    void nothing_but_a_whole_token_in_its_header_opens_a_call(ServedHome home) throws IOException {
        var door = new Door("tokens");
        var before = home.burden();
        for (int seed = Hostile.FIRST_SEED; seed < Hostile.FIRST_SEED + Hostile.SEEDS; seed++) {
            var hostile = new Hostile(seed + 4_000L);
            for (Call call : Call.all(home.contract(), home)) {
                boolean open = home.contract().document().getJsonObject("paths").getJsonObject(call.path())
                        .getJsonObject(call.method().toLowerCase(Locale.ROOT))
                        .getJsonArray("security", new JsonArray().add(1)).isEmpty();
                if (open) {
                    continue;
                }
                String target = call.target(home, Map.of(), Map.of());
                for (String headers : nearly(hostile)) {
                    assertThat(send(home, door, call, target, headers).status()).as("%s %s %s", call.method(), target,
                            headers).isIn(400, 401);
                }
                String inQuery = target + (target.contains("?") ? '&' : '?') + "access_token=" + ServedHome.OPERATE;
                byte[] request = RawHttp.request(call.method(), inQuery, "", new byte[0]);
                assertThat(RawHttp.send(home.url(), request).status()).as("a token in the address").isEqualTo(401);
                door.count(401);
                if (!call.method().equals("GET")) {
                    assertThat(send(home, door, call, target, "Authorization: Bearer " + ServedHome.READ + "\r\n")
                            .status())
                            .isEqualTo(403);
                }
            }
        }
        for (String method : List.of("HEAD", "OPTIONS", "TRACE", "PATCH", "PUT", "DELETE", "CONNECT", "BREW", "get")) {
            var answer = send(home, door, new Call(method, "", List.of(), Map.of(), List.of(), Map.of()),
                    "/api/v1/runs", "");
            assertThat(answer.refused()).as(method + answer).isTrue();
        }
        door.print();
        home.unharmed(before);
    }

    private static List<String> nearly(Hostile hostile) {
        String token = ServedHome.OPERATE;
        List<String> headers = new ArrayList<>();
        headers.add("");
        int length = 1 + hostile.number(token.length() - 1);
        for (String shown : List.of(token.substring(0, length), token + hostile.number(10),
                token.toUpperCase(Locale.ROOT),
                token.substring(1), "", "*", token + "\0", token + ",x", '"' + token + '"',
                hostile.text().replaceAll("[\\r\\n]", ""),
                "A".repeat(4_000), token.replace('-', '_'))) {
            headers.add("Authorization: Bearer " + shown + "\r\n");
        }
        headers.add("Authorization: Basic " + Base64.getEncoder()
                .encodeToString(("x:" + token).getBytes(StandardCharsets.UTF_8)) + "\r\n");
        headers.add("Authorization: " + token + "\r\n");
        headers.add("X-Authorization: Bearer " + token + "\r\n");
        headers.add("Cookie: token=" + token + "; Authorization=Bearer " + token + "\r\n");
        headers.add("Authorization: Bearer x\r\nAuthorization: Bearer " + token + "\r\n");
        headers.add("X-Forwarded-For: 127.0.0.1\r\nX-Real-IP: 127.0.0.1\r\nForwarded: for=127.0.0.1\r\n");
        headers.add("X-HTTP-Method-Override: GET\r\nX-Original-URL: /health/live\r\n");
        return headers;
    }

    private static RawHttp.Answer send(ServedHome home, Door door, Call call, String target, String headers)
            throws IOException {
        byte[] request = RawHttp.request(call.method(), target, headers + JSON, "{}".getBytes(StandardCharsets.UTF_8));
        RawHttp.Answer answer = RawHttp.send(home.url(), request);
        if (!headers.contains(ServedHome.OPERATE)) {
            ServedHome.sound(request, answer);
        }
        door.count(answer.status());
        return answer;
    }
}
