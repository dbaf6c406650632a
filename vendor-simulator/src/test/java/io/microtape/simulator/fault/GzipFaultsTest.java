package io.microtape.simulator.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GzipFaultsTest {
    @Test
    void a_cut_stream_arrives_in_its_promised_length_and_ends_early() throws Exception {
        assertThatThrownBy(() -> unzipped(zipped(Fault.GZIP_CUT))).isInstanceOf(EOFException.class);
    }

    @Test
    void without_its_trailer_the_rows_are_whole_and_the_stream_is_not() throws Exception {
        byte[] stream = zipped(Fault.GZIP_NO_TRAILER);
        assertThatThrownBy(() -> unzipped(stream)).isInstanceOf(EOFException.class);
        assertWholePageIn(stream);
    }

    @Test
    void with_a_wrong_checksum_the_rows_are_whole_and_the_stream_is_not() throws Exception {
        byte[] stream = zipped(Fault.GZIP_WRONG_TRAILER);
        assertThatThrownBy(() -> unzipped(stream)).isInstanceOf(ZipException.class);
        assertWholePageIn(stream);
    }

    @Test
    void garbage_follows_a_stream_that_is_whole() throws Exception {
        byte[] stream = zipped(Fault.GZIP_GARBAGE);
        assertThat(new String(stream, StandardCharsets.ISO_8859_1)).endsWith("no gzip");
        assertWholePageIn(stream);
    }

    @ParameterizedTest
    @EnumSource(names = "GZIP_.*", mode = EnumSource.Mode.MATCH_ALL)
    void who_asks_for_no_gzip_does_not_meet_it(Fault fault) throws Exception {
        try (var faulty = Faulty.with(fault)) {
            assertThat(Faulty.rows(faulty.json(Faulty.FIRST))).isEqualTo(Faulty.truth(0, Faulty.LIMIT));
            assertThat(faulty.met()).isZero();
        }
    }

    private static byte[] zipped(Fault fault) throws Exception {
        try (var faulty = Faulty.with(fault)) {
            HttpResponse<byte[]> response = faulty.get(Faulty.FIRST, "Accept-Encoding", "gzip");
            assertThat(response.headers().firstValue("Content-Encoding")).contains("gzip");
            assertThat(faulty.met()).isEqualTo(1);
            return response.body();
        }
    }

    private static byte[] unzipped(byte[] stream) throws IOException {
        return new GZIPInputStream(new ByteArrayInputStream(stream)).readAllBytes();
    }

    /** What a reader finds that stops at the last brace. */
    private static void assertWholePageIn(byte[] stream) throws IOException {
        var text = new StringBuilder();
        var in = new GZIPInputStream(new ByteArrayInputStream(stream));
        while (text.indexOf("}]") < 0 || text.charAt(text.length() - 1) != '}') {
            text.append((char) in.read());
        }
        assertThat(new JsonObject(text.toString()).getJsonArray("results")).hasSize(Faulty.LIMIT);
    }
}
