package io.microtape.downloader.vendor.polygon;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.microtape.downloader.vendor.PageOutcome;
import io.microtape.downloader.vendor.PageOutcome.Faulty;
import io.microtape.downloader.vendor.PageOutcome.Page;
import io.microtape.downloader.vendor.PageOutcome.Unwell;
import io.microtape.downloader.vendor.Vendor;
import io.microtape.downloader.vendor.VendorKey;
import io.microtape.model.capture.CaptureSpec;
import io.microtape.runtime.tape.TapeBatch;
import io.microtape.runtime.tracing.Activity;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.tracing.TracingPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;

/**
 * Polygon.io, named Massive since 2025-10-30: {@code GET /v3/trades/{ticker}} and {@code /v3/quotes/{ticker}}, ascending
 * by SIP timestamp, pages joined by {@code next_url}.
 */
public final class PolygonVendor implements Vendor {
    private static final int MAX_ERROR_BYTES = 64 * 1024;
    private static final int GZIP_BUFFER = 32 * 1024;
    private static final int WAITING_PER_CONNECTION = 4;
    /** A page is some 1.5 MB; each chunk changes threads. */
    private static final int CHUNK = 64 * 1024;

    private final Vertx vertx;
    private final PolygonSettings settings;
    private final VendorKey key;
    private final VendorWords words;
    private final Clock clock;
    private final HttpClient client;

    /** @param connections most connections to the vendor at a time */
    public PolygonVendor(Vertx vertx, PolygonSettings settings, VendorKey key, int connections, Clock clock) {
        this.vertx = vertx;
        this.settings = settings;
        this.key = key;
        this.words = new VendorWords(key);
        this.clock = clock;
        boolean tls = "https".equals(settings.baseUrl().getScheme());
        int port = settings.baseUrl().getPort();
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setSsl(tls).setVerifyHost(true).setDefaultHost(settings.baseUrl().getHost())
                        .setDefaultPort(port >= 0 ? port : tls ? 443 : 80).setMaxChunkSize(CHUNK)
                        // The vendor gets no header about our traces.
                        .setTracingPolicy(TracingPolicy.IGNORE)
                        .setConnectTimeout(Math.toIntExact(settings.connectTimeout().toMillis())),
                new PoolOptions().setHttp1MaxSize(connections)
                        .setMaxWaitQueueSize(connections * WAITING_PER_CONNECTION));
    }

    /** Closes its connections; those of one that is not closed end with Vert.x. */
    public Future<Void> close() {
        return client.close();
    }

    @Override
    public String name() {
        return "polygon";
    }

    @Override
    public int pageLimit() {
        return settings.pageLimit();
    }

    @Override
    public String endpoint(CaptureSpec spec) {
        return settings.baseUrl().getHost() + path(spec);
    }

    @Override
    public PageOutcome page(CaptureSpec spec, Optional<String> next, TapeBatch into) {
        into.clear();
        String uri;
        try {
            uri = next.map(url -> NextUrl.pathAndQuery(settings.baseUrl(), path(spec), url))
                    .orElseGet(() -> firstPage(spec));
        } catch (NextUrl.RefusedException e) {
            return new Faulty("its next_url is not followed: %s".formatted(e.getMessage()));
        }
        try {
            return ask(spec, uri, into);
        } catch (PageParser.NotAPageException e) {
            return new Unwell("its answer is no page: " + e.getMessage());
        } catch (JsonProcessingException e) {
            return new Unwell("its answer is not valid JSON or was cut off");
        } catch (NoAnswerException e) {
            return new Unwell(e.getMessage());
        } catch (IOException e) {
            return new Unwell("its answer did not arrive whole: " + e.getMessage());
        }
    }

    /** It ended before the first byte of an answer. */
    private static final class NoAnswerException extends IOException {
        private static final long serialVersionUID = 1L;

        NoAnswerException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private PageOutcome ask(CaptureSpec spec, String uri, TapeBatch into) throws IOException {
        HttpClientRequest request = request(uri);
        // Of the two deadlines this is the outer one: no trickle of bytes keeps a page alive beyond it.
        long deadline = vertx.setTimer(settings.totalTimeout().toMillis(), _ -> request.reset());
        try {
            HttpClientResponse response = answer(request);
            Activity.current().with("http.response.status_code", response.statusCode());
            return response.statusCode() == 200 ? page(spec, response, into) : refusal(response);
        } finally {
            vertx.cancelTimer(deadline);
        }
    }

    private HttpClientRequest request(String uri) throws IOException {
        var options = new RequestOptions().setMethod(HttpMethod.GET).setURI(uri)
                .putHeader("Authorization", key.bearer()).putHeader("Accept", "application/json")
                .putHeader("Accept-Encoding", "gzip").setConnectTimeout(settings.connectTimeout().toMillis())
                .setFollowRedirects(false);
        try {
            // The pool's queue is bounded in length; this bounds it in time.
            return Future.await(client.request(options).timeout(settings.totalTimeout().toMillis(),
                    TimeUnit.MILLISECONDS));
        } catch (Exception e) {
            throw new NoAnswerException("no connection to the vendor: " + words.line(String.valueOf(e.getMessage())),
                    e);
        }
    }

    private HttpClientResponse answer(HttpClientRequest request) throws IOException {
        request.idleTimeout(settings.readIdleTimeout().toMillis());
        try {
            // Paused in the very callback that brings it: a chunk that came before the reader would be dropped.
            return Future.await(request.send().map(HttpClientResponse::pause));
        } catch (Exception e) {
            throw new NoAnswerException("the vendor did not answer: " + words.line(String.valueOf(e.getMessage())), e);
        }
    }

    private PageOutcome page(CaptureSpec spec, HttpClientResponse response, TapeBatch into) throws IOException {
        PageParser.Envelope envelope;
        try (InputStream body = body(response)) {
            envelope = new PageParser(spec.tape(), settings.pageLimit()).parse(body, into);
        }
        Optional<PageOutcome> refused = Refusal.ofStatusWord(words.line(envelope.status()),
                words.line(envelope.words()));
        if (refused.isPresent()) {
            return refused.get();
        }
        String stated = response.getHeader("X-Item-Count");
        if (stated != null && !stated.trim().equals(Integer.toString(into.rows()))) {
            return new Unwell("it states %s rows and sent %d".formatted(words.line(stated), into.rows()));
        }
        Optional<String> contradiction = NextLink.disagreement(response.getHeader("Link"), envelope.nextUrl());
        if (contradiction.isPresent()) {
            return new Faulty(contradiction.get());
        }
        String requestId = envelope.requestId().isEmpty() ? response.getHeader("X-Request-Id") : envelope.requestId();
        return new Page(into.rows(), Optional.of(envelope.nextUrl()).filter(url -> !url.isEmpty()),
                requestId == null ? "" : words.line(requestId));
    }

    private PageOutcome refusal(HttpClientResponse response) {
        byte[] body;
        try (InputStream in = body(response)) {
            body = in.readNBytes(MAX_ERROR_BYTES);
        } catch (IOException e) {
            body = new byte[0];
        }
        return Refusal.of(response.statusCode(), words.ofBody(body),
                RetryAfter.of(response.getHeader("Retry-After"), clock.instant()));
    }

    /** The body, decompressed and capped; closing it gives the connection back. */
    private InputStream body(HttpClientResponse response) throws IOException {
        var raw = new BodyStream(response, settings.readIdleTimeout());
        try {
            boolean gzip = "gzip".equalsIgnoreCase(response.getHeader("Content-Encoding"));
            return new CappedStream(gzip ? new GZIPInputStream(raw, GZIP_BUFFER) : raw, settings.maxBodyBytes());
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    private static String path(CaptureSpec spec) {
        String ticker = URLEncoder.encode(spec.symbol(), StandardCharsets.UTF_8).replace("+", "%20");
        return "/v3/" + spec.tape().word() + '/' + ticker;
    }

    private String firstPage(CaptureSpec spec) {
        return "%s?timestamp.gte=%d&timestamp.lt=%d&order=asc&sort=timestamp&limit=%d".formatted(path(spec),
                spec.windowFrom(), spec.windowTo(), settings.pageLimit());
    }
}
