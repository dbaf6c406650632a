package io.microtape.benchmarks;

import io.microtape.model.capture.Tape;
import io.microtape.runtime.config.MarketCalendars;
import io.microtape.simulator.Simulator;
import io.microtape.simulator.SimulatorSettings;
import io.microtape.simulator.synthetic.SyntheticTapes;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * The pages of one symbol's tape as the simulated vendor answers them, compressed as the vendor compresses them, for
 * {@code server.py} to hand out: {@code 0.json.gz}, {@code 1.json.gz}, and so on, each naming the next.
 */
public final class CapturePages {
    public static final String SYMBOL = "BCRX";
    /** 2016-01-01 and 2022-01-01 in New York: some 18 million quotes and 7 million trades. */
    public static final long FROM = 1_451_624_400_000_000_000L;
    public static final long TO = 1_641_013_200_000_000_000L;
    private static final String KEY = "benchmark";
    private static final String NEXT = ",\"next_url\":\"";
    private static final int GZIP_LEVEL = 6;

    private CapturePages() {}

    /** Writes so many pages of so many rows; their addresses name 127.0.0.1 at {@code port}. */
    public static void write(Path folder, Tape tape, int pages, int rows, int port)
            throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Vertx vertx = Vertx.vertx();
        try (HttpClient http = HttpClient.newHttpClient()) {
            Simulator simulator = Simulator.start(vertx, SimulatorSettings.accepting(KEY),
                    new SyntheticTapes(11, MarketCalendars.usEquities())).toCompletionStage().toCompletableFuture()
                    .join();
            String path = "/v3/%s/%s".formatted(tape.word(), SYMBOL);
            String next = "%s%s?timestamp.gte=%d&timestamp.lt=%d&order=asc&limit=%d".formatted(simulator.baseUrl(),
                    path, FROM, TO, rows);
            for (int page = 0; page < pages; page++) {
                String body = http.send(HttpRequest.newBuilder(URI.create(next))
                        .header("Authorization", "Bearer " + KEY).build(), BodyHandlers.ofString()).body();
                int end = body.lastIndexOf(NEXT);
                next = body.substring(end + NEXT.length(), body.length() - 2);
                String here = page + 1 == pages
                        ? "}"
                        : "%shttp://127.0.0.1:%d%s?cursor=%d\"}".formatted(NEXT, port, path, page + 1);
                try (OutputStream out = new Gzip(Files.newOutputStream(folder.resolve(page + ".json.gz")))) {
                    out.write((body.substring(0, end) + here).getBytes(StandardCharsets.UTF_8));
                }
            }
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private static final class Gzip extends GZIPOutputStream {
        Gzip(OutputStream out) throws IOException {
            super(out, 64 * 1024);
            def.setLevel(GZIP_LEVEL);
            def.setStrategy(Deflater.DEFAULT_STRATEGY);
        }
    }
}
