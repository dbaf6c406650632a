package io.microtape.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.microtape.manifest.LedgerMetrics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Alerts, dashboard and autoscaler ask for metrics that there are, and every alert says what to do. */
class MonitoringTest {
    private static final Path FOLDER = Kustomization.ROOT.resolve("k8s/monitoring");
    private static final Path PROMTOOL = Path.of("/usr/bin/promtool");
    private static final Pattern METRIC = Pattern.compile("\\bmicrotape_[a-z_]+");

    @ParameterizedTest
    @ValueSource(strings = {"alerts.yaml", "microtape.json", "prometheus-adapter.yaml",
            "../overlays/prod/autoscaler.yaml"})
    void a_metric_that_is_asked_for_is_one_that_there_is(String file) throws IOException {
        assertThat(metrics(Files.readString(FOLDER.resolve(file)))).isNotEmpty().isSubsetOf(known());
    }

    @Test
    void every_metric_of_the_ledger_is_documented() throws IOException {
        Set<String> rows = Pattern.compile("(?m)^\\| `(microtape_[a-z_]+)")
                .matcher(section("### Of the ledger")).results()
                .map(row -> row.group(1)).collect(Collectors.toSet());
        assertThat(rows).isEqualTo(ofTheLedger()).hasSize(5);
    }

    @Test
    void every_alert_is_tested_and_documented() throws IOException {
        Set<String> alerts = Pattern.compile("- alert: (\\w+)").matcher(Files.readString(FOLDER.resolve("alerts.yaml")))
                .results().map(alert -> alert.group(1)).collect(Collectors.toSet());
        String tests = Files.readString(FOLDER.resolve("alerts.test.yaml"));
        assertThat(alerts).hasSizeGreaterThan(10)
                .allSatisfy(alert -> assertThat(tests).contains("alertname: " + alert + "}"));
        assertThat(Pattern.compile("(?m)^\\| `(\\w+)` \\|").matcher(section("## Alarms")).results()
                .map(alert -> alert.group(1))).containsExactlyInAnyOrderElementsOf(alerts);
    }

    /** What the operator's page says below a heading, to the next one. */
    private static String section(String heading) throws IOException {
        String page = Files.readString(Kustomization.ROOT.resolve("docs/operator.md"));
        return page.substring(page.indexOf("\n" + heading + "\n") + heading.length() + 2).replaceFirst("(?s)\n##.*",
                "");
    }

    @Test
    void alerts_come_when_they_should_and_not_otherwise() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(PROMTOOL), "install promtool, Debian's package prometheus; .ci/run does");
        for (List<String> arguments : List.of(List.of("check", "rules", "alerts.yaml"),
                List.of("test", "rules", "alerts.test.yaml"))) {
            Process promtool = new ProcessBuilder(PROMTOOL.toString(), arguments.get(0), arguments.get(1),
                    arguments.get(2)).directory(FOLDER.toFile()).redirectErrorStream(true).start();
            String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(promtool.waitFor()).as(said).isZero();
        }
    }

    @Test
    void every_panel_of_the_dashboard_asks_something_of_its_namespace() throws IOException {
        JsonNode dashboard = new ObjectMapper().readTree(FOLDER.resolve("microtape.json").toFile());
        List<JsonNode> queries = dashboard.path("panels").findValues("expr");
        assertThat(queries).hasSizeGreaterThan(10)
                .allSatisfy(query -> assertThat(query.asText()).contains("namespace=\"$namespace\""));
        Set<Integer> ids = new HashSet<>();
        dashboard.path("panels").forEach(panel -> assertThat(ids.add(panel.path("id").asInt())).isTrue());
    }

    private static Set<String> metrics(String text) {
        return METRIC.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
    }

    /** Those of the page that the tests of downloaders hold to what is counted, and those of the ledger. */
    private static Set<String> known() throws IOException {
        Set<String> known = new HashSet<>(ofTheLedger());
        known.addAll(metrics(Files.readString(Kustomization.ROOT.resolve("docs/operator.md"))));
        return known;
    }

    private static Set<String> ofTheLedger() {
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        // Nobody asks it anything: the names alone are wanted.
        new LedgerMetrics(null, null).watch(registry);
        return registry.scrape().lines().filter(line -> !line.startsWith("#"))
                .map(line -> line.replaceFirst("[{ ].*", ""))
                .collect(Collectors.toSet());
    }
}
