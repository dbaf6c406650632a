package io.microtape.simulator.http;

import io.microtape.model.capture.Tape;
import io.microtape.simulator.fault.Effect;
import io.microtape.simulator.fault.Effect.Delivery;
import io.microtape.simulator.rewrite.Draft;
import io.microtape.simulator.rewrite.Rewrite;
import io.microtape.simulator.tape.TapeSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns a page query into a whole response. Takes as long as a full page takes: not for an event loop. */
final class PageAnswers {
    private static final TapeSource NOTHING = (ticker, tape, range, order) -> List.of();

    private final TapeSource tapes;
    private final long oversize;

    /** @param oversize spaces behind a page that is to be too large */
    PageAnswers(TapeSource tapes, long oversize) {
        this.tapes = tapes;
        this.oversize = oversize;
    }

    /** The response, altered when the effect is one of a page's content and shows on this page. */
    Answer answer(Asked asked, Optional<Effect> effect) {
        return switch (effect.orElse(null)) {
            case Effect.Rewritten(Rewrite rewrite) -> rewritten(asked, rewrite);
            case Effect.Reread(Effect.Reading reading) -> new Rereadings(source(asked)).read(asked, reading)
                    .map(page -> whole(asked, page).asAltered()).orElseGet(() -> right(asked));
            case Effect.Damaged(Effect.GzipDamage damage) when asked.gzip() -> {
                Answer answer = right(asked);
                yield answer.withBody(Gzip.damaged(answer.body(), damage)).asAltered();
            }
            case Effect.Sent(Delivery delivery) when delivery == Delivery.OVERSIZED && asked.gzip() -> {
                Page page = page(asked);
                yield sent(asked, headers(asked, page), Gzip.compressed(written(asked, page), oversize));
            }
            case null, default -> right(asked);
        };
    }

    private Answer right(Asked asked) {
        return whole(asked, page(asked));
    }

    private Answer whole(Asked asked, Page page) {
        return packed(asked, headers(asked, page), written(asked, page));
    }

    private Answer rewritten(Asked asked, Rewrite rewrite) {
        Tape tape = asked.question().tape();
        Page page = page(asked);
        var draft = new Draft(asked.question(), PageJson.rows(page, tape), asked.requestId(), nextUrl(asked, page));
        if (!rewrite.apply(draft)) {
            return whole(asked, page);
        }
        Map<String, String> headers = headers(asked.requestId(), draft.itemCount(), draft.link());
        headers.putAll(draft.headers());
        return packed(asked, headers, draft.body()).asAltered();
    }

    private TapeSource source(Asked asked) {
        return asked.hole() ? NOTHING : tapes;
    }

    private Page page(Asked asked) {
        return Page.read(source(asked), asked.ticker(), asked.question().tape(), asked.query());
    }

    private byte[] written(Asked asked, Page page) {
        return PageJson.write(page, asked.question().tape(), asked.requestId(), nextUrl(asked, page));
    }

    private static Optional<String> nextUrl(Asked asked, Page page) {
        return Rereadings.back(asked.query().mark()).or(() -> page.next().map(Cursor::encode))
                .map(cursor -> asked.self() + "?cursor=" + cursor);
    }

    private static Map<String, String> headers(Asked asked, Page page) {
        return headers(asked.requestId(), Optional.of(Integer.toString(page.rows())), nextUrl(asked, page));
    }

    private static Map<String, String> headers(String requestId, Optional<String> count, Optional<String> nextUrl) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-Request-Id", requestId);
        count.ifPresent(rows -> headers.put("X-Item-Count", rows));
        headers.put("Vary", "Accept-Encoding");
        nextUrl.ifPresent(url -> headers.put("Link", "<%s>; rel=\"next\"".formatted(url)));
        return headers;
    }

    private static Answer packed(Asked asked, Map<String, String> headers, byte[] body) {
        return sent(asked, headers, asked.gzip() ? Gzip.compressed(body) : body);
    }

    private static Answer sent(Asked asked, Map<String, String> headers, byte[] packed) {
        if (asked.gzip()) {
            headers.put("Content-Encoding", "gzip");
        }
        return Answer.of(200, "application/json", headers, packed);
    }
}
