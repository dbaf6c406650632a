package io.microtape.downloader;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.microtape.downloader.ratelimit.ConcurrencyGate;
import io.microtape.downloader.ratelimit.RateBudget;
import io.microtape.downloader.ratelimit.CounterNumbers;
import io.microtape.downloader.ratelimit.RateLimiter;
import io.microtape.downloader.ratelimit.VirtualTime;
import io.microtape.downloader.vendor.PageOutcome;
import io.microtape.downloader.vendor.VendorBreaker;
import io.microtape.model.capture.CaptureOutcome;
import io.microtape.model.capture.CaptureProof;
import io.microtape.model.capture.Findings;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds {@code docs/operator.md} to what is counted, and {@code docs/capture.md} to the outcomes that there are. */
class DownloaderMetricsTest {
    private static final String NAME = "`(microtape_[a-z_]+)(?=[`{])";
    private static final Pattern FROM_THE_START = Pattern.compile("(?s)" + NAME + "(?=.*\n### Of what was captured\n)");
    private static final Pattern CAPTURED = Pattern.compile(
            "(?s)(?<=\n### Of what was captured\n.{1,800})" + NAME + "(?=.*\n### Of the ledger\n)");
    private static final Pattern OUTCOME_ROW = Pattern.compile("(?m)^\\| `([A-Z][a-z][A-Za-z]+)` \\|");

    @Test
    void every_metric_of_the_budget_is_there_from_the_start_and_documented() throws IOException {
        Vertx vertx = Vertx.vertx();
        try {
            var time = new VirtualTime(vertx);
            var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
            var limiter = new RateLimiter(new CounterNumbers(vertx.sharedData()::getCounter), "test",
                    RateBudget.fixed(50),
                    Duration.ofMinutes(1), time);
            var breaker = new VendorBreaker(50, 20, Duration.ofSeconds(10), Duration.ofSeconds(5), time.clock());
            var gate = new ConcurrencyGate(4, time);
            new DownloaderMetrics(registry).watch(limiter, breaker, gate);
            assertThat(names(registry)).isEqualTo(found("docs/operator.md", FROM_THE_START)).hasSizeGreaterThan(10);
            assertThat(registry.scrape()).contains("microtape_rate_allowed 50.0", "microtape_rate_reachable 1.0",
                    "microtape_breaker_state 0.0", "microtape_concurrency_limit 4.0");
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    @Test
    void what_was_captured_is_counted_and_documented() throws IOException {
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        var metrics = new DownloaderMetrics(registry);
        metrics.settled(new CaptureOutcome.NoRows(1));
        metrics.published(
                new CaptureProof(10, 9, 100, "ab", 1, 2, 1, 0, 3, Optional.empty(), Findings.NONE));
        Set<String> shown = names(registry);
        shown.removeIf(name -> name.startsWith("microtape_vendor_requests"));
        assertThat(shown).isEqualTo(found("docs/operator.md", CAPTURED));
    }

    @Test
    void every_outcome_of_a_page_is_documented_and_no_other() throws IOException {
        Set<String> outcomes = Arrays.stream(PageOutcome.class.getPermittedSubclasses()).map(Class::getSimpleName)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(found("docs/capture.md", OUTCOME_ROW)).isEqualTo(outcomes);
    }

    private static Set<String> names(PrometheusMeterRegistry registry) {
        return registry.scrape().lines().filter(line -> !line.startsWith("#"))
                .map(line -> line.replaceFirst("[{ ].*", "")).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> found(String page, Pattern pattern) throws IOException {
        Path root = Stream.iterate(Path.of("").toAbsolutePath(), path -> path != null, Path::getParent)
                .filter(path -> Files.exists(path.resolve("mvnw"))).findFirst().orElseThrow();
        return pattern.matcher(Files.readString(root.resolve(page))).results()
                .map(row -> row.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }
}
