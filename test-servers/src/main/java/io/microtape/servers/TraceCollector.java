package io.microtape.servers;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/** Takes traces by OTLP over HTTP, as a collector does, and keeps them. */
public final class TraceCollector implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Told> spans = new ArrayList<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int requests;

    /**
     * A span.
     *
     * @param service  of the process that told it
     * @param instance of that process
     * @param parent   empty for the first of a trace
     * @param linked   traces that it refers to
     * @param failed   what it says it failed with
     */
    public record Told(String service, String instance, String trace, String id, String parent, String name,
            Map<String, String> attributes, List<String> linked, Optional<String> failed) {}

    private TraceCollector(HttpServer server) {
        this.server = server;
        server.createContext("/v1/traces", this::take);
        server.setExecutor(threads);
        server.start();
    }

    public static TraceCollector start() throws IOException {
        return new TraceCollector(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    }

    public URI url() {
        return URI.create("http://127.0.0.1:%d".formatted(server.getAddress().getPort()));
    }

    /** All that came so far. */
    public synchronized List<Told> spans() {
        return List.copyOf(spans);
    }

    public synchronized int requests() {
        return requests;
    }

    /** Whether a text stands anywhere in what came, headers of the requests included. */
    public synchronized boolean holds(String text) {
        return bytes.toString(StandardCharsets.ISO_8859_1).contains(text);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange; InputStream body = plain(exchange)) {
            byte[] sent = body.readAllBytes();
            keep(exchange, sent);
            exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private static InputStream plain(HttpExchange exchange) throws IOException {
        InputStream body = exchange.getRequestBody();
        return "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))
                ? new GZIPInputStream(body)
                : body;
    }

    private synchronized void keep(HttpExchange exchange, byte[] sent) throws IOException {
        requests++;
        bytes.writeBytes(exchange.getRequestHeaders().toString().getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(sent);
        for (ResourceSpans process : ExportTraceServiceRequest.parseFrom(sent).getResourceSpansList()) {
            for (ScopeSpans scope : process.getScopeSpansList()) {
                scope.getSpansList().forEach(span -> spans.add(told(process.getResource(), span)));
            }
        }
    }

    private static Told told(Resource process, Span span) {
        Map<String, String> ofProcess = texts(process.getAttributesList());
        return new Told(ofProcess.get("service.name"), ofProcess.get("service.instance.id"), hex(span.getTraceId()),
                hex(span.getSpanId()), hex(span.getParentSpanId()), span.getName(), texts(span.getAttributesList()),
                span.getLinksList().stream().map(link -> hex(link.getTraceId())).toList(),
                span.getStatus().getCodeValue() == 2 ? Optional.of(span.getStatus().getMessage()) : Optional.empty());
    }

    private static Map<String, String> texts(List<KeyValue> attributes) {
        Map<String, String> texts = new TreeMap<>();
        attributes.forEach(attribute -> texts.put(attribute.getKey(), text(attribute.getValue())));
        return texts;
    }

    private static String text(AnyValue value) {
        return value.hasIntValue() ? Long.toString(value.getIntValue()) : value.getStringValue();
    }

    private static String hex(ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
