package io.microtape.simulator.http;

import io.microtape.model.capture.Tape;
import io.microtape.simulator.tape.TapeSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** Turns a page query into a whole response. Takes as long as a full page takes: not for an event loop. */
final class PageAnswers {
    private final TapeSource source;

    PageAnswers(TapeSource source) {
        this.source = source;
    }

    /**
     * @param self the absolute URL that was asked, without its query
     */
    Answer answer(String ticker, Tape tape, PageQuery query, String self, String requestId, boolean gzip) {
        Page page = Page.read(source, ticker, tape, query);
        String nextUrl = page.next().map(next -> self + "?cursor=" + Cursor.encode(next)).orElse(null);
        byte[] body = PageJson.write(page, tape, requestId, nextUrl);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-Request-Id", requestId);
        headers.put("X-Item-Count", Integer.toString(page.rows()));
        headers.put("Vary", "Accept-Encoding");
        if (nextUrl != null) {
            headers.put("Link", "<%s>; rel=\"next\"".formatted(nextUrl));
        }
        if (gzip) {
            headers.put("Content-Encoding", "gzip");
            body = Gzip.compressed(body);
        }
        return Answer.of(200, "application/json", headers, body);
    }
}
