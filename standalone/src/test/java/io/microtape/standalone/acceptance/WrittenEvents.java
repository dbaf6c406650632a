package io.microtape.standalone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.standalone.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Events that a test writes down itself, and homes whose approved manifest has all of them. */
final class WrittenEvents {
    private static final List<String> EVERYTHING = List.of("intraday_manifest.min_event_score=0",
            "intraday_manifest.score_normalization=none", "intraday_manifest.enforce_quotas=false",
            "intraday_manifest.require_daily_metrics=false", "liquidity_filters.min_dollar_volume_bar=0",
            "liquidity_filters.min_absolute_volume_bar=0", "liquidity_filters.min_dollar_volume_day=0");

    private final StringBuilder csv = new StringBuilder(
            "symbol,timestamp,event_type,score,open,high,low,close,volume\n");

    /** One more: its minute, where it ranks, in (0, 1], and the shares of its bar. */
    WrittenEvents with(String symbol, String minute, double score, long volume) {
        csv.append(String.format(Locale.ROOT, "%s,%s,flush,%.2f,10.00,10.20,9.90,10.10,%d%n", symbol,
                Instant.parse(minute), score, volume));
        return this;
    }

    /** Builds and approves; the manifest's id. */
    String approvedIn(Path home, String... settings) throws IOException {
        Path events = Files.createDirectories(home).resolve("events.csv");
        Files.writeString(events, csv.toString());
        List<String> build = new ArrayList<>(List.of("manifest", "build", "--json", "--home", home.toString(),
                "--profile", "demo", "--events", events.toString()));
        EVERYTHING.forEach(setting -> build.addAll(List.of("--set", setting)));
        List.of(settings).forEach(setting -> build.addAll(List.of("--set", setting)));
        Terminal.Outcome built = Terminal.run(build.toArray(String[]::new));
        assertThat(built.exit()).as(built.err()).isZero();
        String id = built.json().at("/manifest_id").asText();
        assertThat(Terminal.run("manifest", "approve", id, "--home", home.toString(), "--by", "test", "--reason",
                "test").exit()).isZero();
        return id;
    }
}
