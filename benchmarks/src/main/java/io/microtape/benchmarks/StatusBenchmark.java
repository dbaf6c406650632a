package io.microtape.benchmarks;

import io.microtape.model.capture.CaptureState;
import io.microtape.model.coverage.CoverageKey;
import io.microtape.model.lease.LeaseMessages;
import io.microtape.model.lease.LeaseMessages.CaptureChanged;
import io.microtape.runtime.config.Config;
import io.microtape.runtime.http.AccessTokens;
import io.microtape.runtime.json.Json;
import io.microtape.runtime.Home;
import io.microtape.standalone.Services;
import io.microtape.standalone.Workplace;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a question about very many captures costs at the door of a serving process: every pair of keys, a narrowed one, lists of
 * captures; beside them the same count in SQL over the captures in the ledger's file. Then the first paint of the dashboard in
 * Chromium, and how soon 500 clients of the live stream hear of a change while one of them does not read.
 * <p>
 * Arguments: a folder for the home, which is filled when it has no ledger; how many captures; how often each question is asked. With a
 * fourth, whatever it is, the dashboard and the live stream are left out. The last line is JSON: milliseconds of the first question, of
 * the median by any two keys, and of SQL by each pair.
 */
public final class StatusBenchmark {
    private static final double NANOS_PER_MILLI = 1e6;

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI server;
    private final int times;
    private final Runnable announce;

    private StatusBenchmark(URI server, int times, Runnable announce) {
        this.announce = announce;
        this.server = server;
        this.times = times;
    }

    public static void main(String[] arguments) throws Exception {
        Locale.setDefault(Locale.ROOT);
        Home home = new Home(Path.of(arguments.length > 0 ? arguments[0] : "status-home"));
        int captures = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000_000;
        int times = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 20;
        boolean fresh = !Files.exists(home.ledger());
        try (var workplace = new Workplace(home,
                Config.load(Optional.empty(), Optional.empty(), List.of("server.port=0")))) {
            if (fresh) {
                long began = System.nanoTime();
                MillionCaptures.fill(workplace.ledger(), home.ledger(), captures);
                System.out.printf("a ledger of %,d captures made in %.0f s, %.0f MB%n", captures, seconds(began),
                        Files.size(home.ledger()) / 1e6);
            }
            try (Services services = Services.start(workplace, Optional.empty(), AccessTokens.NONE)) {
                new StatusBenchmark(services.url(), times,
                        () -> services.vertx().eventBus().publish(LeaseMessages.CHANGED,
                                new CaptureChanged("any", CaptureState.COMPLETE)))
                        .run(home, arguments.length > 3);
            }
        }
        System.exit(0);
    }

    private void run(Home home, boolean questionsOnly) throws Exception {
        long began = System.nanoTime();
        String whole = get("/api/v1/coverage?manifest=" + MillionCaptures.MANIFEST);
        double first = seconds(began);
        System.out.printf("first question of the process: %.2f s; %,d captures%n", first,
                Json.mapper().readTree(whole).get("captures").asLong());
        List<Double> all = new ArrayList<>();
        double worst = 0;
        String slowest = "";
        for (CoverageKey one : CoverageKey.values()) {
            for (CoverageKey other : CoverageKey.values()) {
                if (one != other) {
                    String by = one.word() + "," + other.word();
                    double[] taken = ask("/api/v1/coverage?manifest=%s&by=%s".formatted(MillionCaptures.MANIFEST, by));
                    Arrays.stream(taken).forEach(all::add);
                    if (percentile(taken, 0.95) > worst) {
                        worst = percentile(taken, 0.95);
                        slowest = by;
                    }
                }
            }
        }
        double[] every = all.stream().mapToDouble(Double::doubleValue).toArray();
        System.out.printf(
                "coverage by any two keys        p50 %6.1f ms  p95 %6.1f ms  max %6.1f ms; slowest pair %s p95 %.1f ms%n",
                percentile(every, 0.5), percentile(every, 0.95), percentile(every, 1), slowest, worst);
        line("the whole, no keys", "coverage?");
        line("most missing first", "coverage?by=symbol,month&sort=-missing&limit=50&");
        line("narrowed to one symbol", "coverage?by=date,session&symbol=AAAD&");
        line("captures, first page", "captures?limit=100&");
        line("captures that failed", "captures?state=failed&limit=100&");
        line("captures, page at 500,000", "captures?limit=100&offset=500000&");
        line("captures, newest first", "captures?sort=-settled_at&limit=100&");
        Map<String, Double> sql = peer(home.ledger());
        if (!questionsOnly) {
            FirstPaint.measure(server, MillionCaptures.MANIFEST, times);
            LiveCrowd.measure(server, MillionCaptures.MANIFEST, home.ledger(), announce);
        }
        System.out.println(Json.text(Map.of("first", first * 1e3, "pairs", percentile(every, 0.5), "sql", sql)));
    }

    private void line(String what, String call) throws Exception {
        double[] taken = ask("/api/v1/" + call + "manifest=" + MillionCaptures.MANIFEST);
        System.out.printf("%-31s p50 %6.1f ms  p95 %6.1f ms  max %6.1f ms%n", what, percentile(taken, 0.5),
                percentile(taken, 0.95),
                percentile(taken, 1));
    }

    /** SQLite counts the same by two keys. */
    private static Map<String, Double> peer(Path ledger) throws Exception {
        Map<String, Double> medians = new TreeMap<>();
        for (String by : List.of("session, tape", "symbol, date_et")) {
            double[] taken = new double[5];
            for (int i = 0; i < taken.length; i++) {
                long began = System.nanoTime();
                try (var sqlite = DriverManager.getConnection("jdbc:sqlite:" + ledger);
                        var rows = sqlite.createStatement()
                                .executeQuery(
                                        "select %s, state, count(*), sum(rows_kept), sum(bytes) from manifest_capture join capture using (capture_id) where manifest_id = '%s' group by 1, 2, 3 limit 1000"
                                                .formatted(by, MillionCaptures.MANIFEST))) {
                    while (rows.next()) {
                        rows.getLong(4);
                    }
                }
                taken[i] = (System.nanoTime() - began) / NANOS_PER_MILLI;
            }
            System.out.printf("peer: SQL by %-18s p50 %6.0f ms%n", by, percentile(taken, 0.5));
            medians.put(by, percentile(taken, 0.5));
        }
        return medians;
    }

    private double[] ask(String path) throws Exception {
        double[] taken = new double[times];
        for (int i = 0; i < times; i++) {
            long began = System.nanoTime();
            get(path);
            taken[i] = (System.nanoTime() - began) / NANOS_PER_MILLI;
        }
        return taken;
    }

    private String get(String path) throws Exception {
        HttpResponse<String> answer = client.send(HttpRequest.newBuilder(server.resolve(path)).build(),
                BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(path + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }

    static double percentile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }
}
