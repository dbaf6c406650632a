package io.microtape.standalone.acceptance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A vendor whose first pages are sound, and whose way to the next page leads elsewhere; for each symbol to another place. */
final class MisleadingVendor implements AutoCloseable {
    private static final String REDIRECTED = "REDIRECT";
    private static final long ROW = 1_709_652_600_000_000_001L;

    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    private final Map<String, String> lures = new TreeMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    /** @param stranger the port of a host that must not be asked */
    MisleadingVendor(int stranger) throws IOException {
        String own = "127.0.0.1:" + server.getAddress().getPort();
        String other = "127.0.0.1:" + stranger;
        lures.put("PORT", "http://%s/v3/trades/PORT?cursor=1".formatted(other));
        lures.put("HOST", "http://localhost:%d/v3/trades/HOST?cursor=1".formatted(stranger));
        lures.put("NAME", "http://localhost:%d/v3/trades/NAME?cursor=1".formatted(server.getAddress().getPort()));
        lures.put("USER", "http://%s@%s/v3/trades/USER?cursor=1".formatted(own, other));
        lures.put("SELF", "http://someone@%s/v3/trades/SELF?cursor=1".formatted(own));
        lures.put("SCHEME", "https://%s/v3/trades/SCHEME?cursor=1".formatted(other));
        lures.put("SECURE", "https://%s/v3/trades/SECURE?cursor=1".formatted(own));
        lures.put("BARE", "//%s/v3/trades/BARE?cursor=1".formatted(other));
        lures.put("SLASH", "http://%s\\\\@%s/v3/trades/SLASH?cursor=1".formatted(other, own));
        lures.put("FRAGMENT", "http://%s#@%s/v3/trades/FRAGMENT?cursor=1".formatted(other, own));
        lures.put("PATH", "http://%s/v2/trades/PATH?cursor=1".formatted(own));
        lures.put("DOTS", "http://%s/v3/trades/x/../DOTS?cursor=1".formatted(own));
        lures.put("TICKER", "http://%s/v3/trades/OTHER?cursor=1".formatted(own));
        lures.put("KEYED", "http://%s/v3/trades/KEYED?cursor=1&apiKey=x".formatted(own));
        lures.put("LINES", "http://%s/v3/trades/LINES?cursor=1\\r\\nHost: %s".formatted(own, other));
        lures.put(REDIRECTED, "http://%s/v3/trades/REDIRECT?cursor=1".formatted(other));
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The symbols, each with a lure of its own. */
    Set<String> lures() {
        return lures.keySet();
    }

    /** What it was asked for. */
    List<String> asked() {
        return asked;
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestURI().toString());
        String path = exchange.getRequestURI().getPath();
        String symbol = path.substring(path.lastIndexOf('/') + 1);
        String lure = lures.getOrDefault(symbol, "");
        if (symbol.equals(REDIRECTED)) {
            exchange.getResponseHeaders().add("Location", lure);
            exchange.sendResponseHeaders(302, -1);
        } else {
            byte[] body = """
                    {"status":"OK","request_id":"1","results":[{"sip_timestamp":%d,"participant_timestamp":%d,"price":10.0,
                    "size":100,"exchange":4,"sequence_number":1,"id":"1","tape":1}],"next_url":"%s"}"""
                    .formatted(ROW, ROW, lure).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
