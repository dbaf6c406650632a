package io.microtape.simulator.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.microtape.simulator.RunningSimulator;
import io.microtape.simulator.http.RequestLog;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class DeliveriesTest {
    @Test
    void body_cut_promises_more_than_it_sends() throws Exception {
        try (var faulty = Faulty.with(Fault.BODY_CUT)) {
            assertThatThrownBy(() -> faulty.get(Faulty.FIRST)).isInstanceOf(IOException.class);
            String raw = faulty.simulator().raw(Faulty.FIRST, "x");
            assertThat(raw).startsWith("HTTP/1.1 200").contains("{\"results\":[{");
            assertThat(sent(raw)).isEqualTo(promised(raw) / 2);
            assertThat(faulty.simulator().requests().byStatus()).containsOnlyKeys(200);
        }
    }

    @Test
    void body_cut_cuts_compressed_answers_too() throws Exception {
        try (var faulty = Faulty.with(Fault.BODY_CUT)) {
            assertThatThrownBy(() -> faulty.get(Faulty.FIRST, "Accept-Encoding", "gzip"))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void reset_ends_the_connection_before_any_answer() throws Exception {
        try (var faulty = Faulty.with(Fault.RESET)) {
            assertThatThrownBy(() -> faulty.get(Faulty.FIRST)).isInstanceOf(IOException.class);
            assertThat(faulty.simulator().raw(Faulty.FIRST, "x")).isEmpty();
            assertThat(faulty.simulator().requests().byStatus()).containsOnlyKeys(RequestLog.NO_ANSWER);
        }
    }

    @Test
    void reset_in_headers_ends_inside_of_them() throws Exception {
        try (var faulty = Faulty.with(Fault.RESET_IN_HEADERS)) {
            assertThatThrownBy(() -> faulty.get(Faulty.FIRST)).isInstanceOf(IOException.class);
            assertThat(faulty.simulator().raw(Faulty.FIRST, "x")).startsWith("HTTP/1.1 200").contains("X-Item-Count")
                    .doesNotContain("\r\n\r\n").endsWith("Content-Len");
        }
    }

    @Test
    void reset_after_headers_sends_no_byte_of_the_body_it_promises() throws Exception {
        try (var faulty = Faulty.with(Fault.RESET_AFTER_HEADERS)) {
            assertThatThrownBy(() -> faulty.get(Faulty.FIRST)).isInstanceOf(IOException.class);
            String raw = faulty.simulator().raw(Faulty.FIRST, "x");
            assertThat(promised(raw)).isGreaterThan(100);
            assertThat(sent(raw)).isZero();
        }
    }

    @Test
    void aborted_is_a_reset_by_peer() throws Exception {
        try (var faulty = Faulty.with(Fault.ABORTED); var socket = ask(faulty)) {
            InputStream in = socket.getInputStream();
            assertThatThrownBy(in::readAllBytes).isInstanceOf(SocketException.class).hasMessageContaining("reset");
            assertThatThrownBy(() -> faulty.get(Faulty.FIRST)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void silent_answers_nothing_and_stays_until_the_server_stops() throws Exception {
        var faulty = Faulty.with(Fault.SILENT);
        try (var socket = ask(faulty); var other = ask(faulty)) {
            socket.setSoTimeout(200);
            assertThatThrownBy(() -> socket.getInputStream().read()).hasMessageContaining("timed out");
            faulty.close();
            assertThat(other.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(faulty.met()).isEqualTo(2);
    }

    @Test
    void stalled_sends_half_and_stays_until_the_server_stops() throws Exception {
        var faulty = Faulty.with(Fault.STALLED);
        try (var socket = ask(faulty)) {
            String promised = new String(socket.getInputStream().readNBytes(500), StandardCharsets.UTF_8);
            int half = promised(promised) / 2;
            int rest = half - sent(promised);
            assertThat(socket.getInputStream().readNBytes(rest)).hasSize(rest);
            socket.setSoTimeout(200);
            assertThatThrownBy(() -> socket.getInputStream().read()).hasMessageContaining("timed out");
            faulty.close();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void drip_gives_the_right_page_in_the_end() throws Exception {
        try (var faulty = Faulty.with(Fault.DRIP)) {
            assertThat(Faulty.rows(faulty.json(Faulty.FIRST))).isEqualTo(Faulty.truth(0, Faulty.LIMIT));
            assertThat(faulty.simulator().all(Faulty.FIRST)).hasSize(40);
            assertThat(faulty.met()).isEqualTo(5);
        }
    }

    @Test
    void body_too_large_is_a_right_page_with_so_many_spaces_behind_it() throws Exception {
        try (var faulty = Faulty.with(Fault.BODY_TOO_LARGE)) {
            HttpResponse<byte[]> plain = faulty.get(Faulty.FIRST);
            assertThat(plain.body().length).isGreaterThan((int) Faulty.OVERSIZE);
            assertThat(RunningSimulator.json(plain).getJsonArray("results")).hasSize(Faulty.LIMIT);
            byte[] zipped = faulty.get(Faulty.FIRST, "Accept-Encoding", "gzip").body();
            assertThat(zipped.length).isLessThan(plain.body().length / 100);
            assertThat(new GZIPInputStream(new ByteArrayInputStream(zipped)).readAllBytes().length)
                    .isEqualTo(plain.body().length);
        }
    }

    private static Socket ask(Faulty faulty) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), faulty.simulator().port());
        socket.getOutputStream().write("GET %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n\r\n"
                .formatted(Faulty.FIRST, RunningSimulator.KEY).getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    private static int promised(String raw) {
        return Integer.parseInt(raw.replaceAll("(?s).*Content-Length: (\\d+).*", "$1"));
    }

    private static int sent(String raw) {
        return raw.getBytes(StandardCharsets.UTF_8).length - raw.indexOf("\r\n\r\n") - 4;
    }
}
