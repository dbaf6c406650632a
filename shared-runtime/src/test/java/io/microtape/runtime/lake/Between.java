package io.microtape.runtime.lake;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What stands between a lake and its store: it passes every request on, or does to it what a test says. It also lets
 * conditional writes of one object through one after the other only: S3 decides them at one point, S3Mock looks and then
 * writes, so that two at once can both find a name free.
 */
final class Between implements AutoCloseable {
    private static final Set<String> OWN = Set.of("connection", "content-length", "expect", "host",
            "transfer-encoding");

    private final URI store;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, ReentrantLock> writing = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile Fault fault = (_, _) -> new Pass();
    private volatile boolean hidden;
    private volatile Fault onConditions = (_, _) -> new Pass();

    /** What to do with a request. */
    sealed interface Deed permits Pass, Answer, Lose, Cut, Flip, Refuse {}

    /** Passes it on, and its answer back. */
    record Pass() implements Deed {}

    /** Answers in place of the store, which never hears of it. */
    record Answer(int status, String code, Map<String, String> headers) implements Deed {}

    /** Passes it on, and ends the connection in place of the answer. */
    record Lose() implements Deed {}

    /** Passes it on, and ends the connection in the middle of the answer's body. */
    record Cut() implements Deed {}

    /** Passes it on with one bit of its body changed, or of the answer's where it has none. */
    record Flip() implements Deed {}

    /** Ends the connection; the store never hears of it. */
    record Refuse() implements Deed {}

    /** Chooses what to do; {@code request} is method, path and query, {@code nth} counts those alike from 1. */
    @FunctionalInterface
    interface Fault {
        Deed of(String request, int nth);
    }

    Between(URI store) throws IOException {
        this.store = store;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    void does(Fault deeds) {
        fault = deeds;
    }

    /** From now on conditional writes and deletes meet this, and all others pass. */
    void refusesConditionsWith(Deed deed) {
        onConditions = (_, _) -> deed;
    }

    /** From now on the store does not hear of conditions. */
    void hidesConditions() {
        hidden = true;
    }

    /** How many requests began like this. */
    long asked(String beginning) {
        return asked.stream().filter(request -> request.startsWith(beginning)).count();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            asked.add(request);
            int nth = (int) asked.stream().filter(request::equals).count();
            byte[] body = exchange.getRequestBody().readAllBytes();
            switch (deed(exchange, request, nth)) {
                case Pass() -> answer(exchange, pass(exchange, body), false);
                case Answer answer -> refuse(exchange, answer);
                case Lose() -> pass(exchange, body);
                case Cut() -> cut(exchange, pass(exchange, body));
                case Flip() -> flip(exchange, body);
                case Refuse() -> {
                }
            }
        }
    }

    private HttpResponse<byte[]> pass(HttpExchange exchange, byte[] body) throws IOException {
        var request = HttpRequest.newBuilder(URI.create(store + exchange.getRequestURI().toString()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!OWN.contains(name.toLowerCase(Locale.ROOT)) && !(hidden && name.startsWith("If-"))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        boolean conditional = conditional(exchange);
        ReentrantLock one = writing.computeIfAbsent(exchange.getRequestURI().getPath(), _ -> new ReentrantLock());
        if (conditional) {
            one.lock();
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            throw new IOException(e);
        } finally {
            if (conditional) {
                one.unlock();
            }
        }
    }

    private Deed deed(HttpExchange exchange, String request, int nth) {
        Deed deed = conditional(exchange) ? onConditions.of(request, nth) : new Pass();
        return deed instanceof Pass ? fault.of(request, nth) : deed;
    }

    private static boolean conditional(HttpExchange exchange) {
        return exchange.getRequestHeaders().containsKey("If-None-Match")
                || exchange.getRequestHeaders().containsKey("If-Match");
    }

    private void flip(HttpExchange exchange, byte[] body) throws IOException {
        if (body.length > 0) {
            body[body.length / 2] ^= 1;
            answer(exchange, pass(exchange, body), false);
        } else {
            answer(exchange, pass(exchange, body), true);
        }
    }

    private static void answer(HttpExchange exchange, HttpResponse<byte[]> answer, boolean flipped)
            throws IOException {
        byte[] body = answer.body();
        if (flipped) {
            body[body.length / 2] ^= 1;
        }
        headers(exchange, answer);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        if (head) {
            answer.headers().firstValue("content-length")
                    .ifPresent(length -> exchange.getResponseHeaders().set("Content-Length", length));
        }
        exchange.sendResponseHeaders(answer.statusCode(), head || body.length == 0 ? -1 : body.length);
        if (!head && body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    private static void cut(HttpExchange exchange, HttpResponse<byte[]> answer) throws IOException {
        byte[] body = answer.body();
        headers(exchange, answer);
        exchange.sendResponseHeaders(answer.statusCode(), body.length);
        OutputStream out = exchange.getResponseBody();
        out.write(body, 0, body.length / 2);
        out.flush();
    }

    private static void headers(HttpExchange exchange, HttpResponse<byte[]> answer) {
        answer.headers().map().forEach((name, values) -> {
            if (!OWN.contains(name.toLowerCase(Locale.ROOT)) && !name.startsWith(":")) {
                exchange.getResponseHeaders().put(name, values);
            }
        });
    }

    private static void refuse(HttpExchange exchange, Answer answer) throws IOException {
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        byte[] body = exchange.getRequestMethod().equals("HEAD") || answer.code().isEmpty()
                ? new byte[0]
                : "<Error><Code>%s</Code><Message>a message with %s</Message><RequestId>r1</RequestId></Error>"
                        .formatted(answer.code(), TestBucket.SECRET).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
        client.close();
    }
}
