package io.microtape.manifest.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.runtime.markdown.BarChart;

import io.microtape.manifest.BuildRequest;
import io.microtape.manifest.BuiltManifest;
import io.microtape.manifest.EventRow;
import io.microtape.manifest.ManifestBuilder;
import io.microtape.manifest.RandomEvents;
import io.microtape.runtime.config.Config;
import io.microtape.runtime.config.MarketCalendars;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkdownReportTest {
    private static final long SEED = 11;

    @TempDir
    Path folder;
    private int files;

    @Test
    void the_report_names_verdict_checks_funnel_balance_and_origin() {
        BuiltManifest built = build(new RandomEvents(SEED).events());
        String report = MarkdownReport.of(built);
        assertThat(report).startsWith("# Manifest %s: NO_GO\n".formatted(built.manifestId()));
        assertThat(report.lines().filter(line -> line.startsWith("## "))).containsExactly("## GO / NO-GO", "## Funnel",
                "## Sessions", "## Parts of regular hours", "## Event types", "## Concentration", "## Months",
                "## What one more step would give", "## Rejections", "## Session labels of the input", "## Estimate",
                "## Reproducibility");
        built.checks().forEach(check -> assertThat(report).contains("| " + check.name()));
        built.rejectionsSample().forEach(row -> assertThat(report).contains("| " + row.reason()));
        built.marginalEffects().forEach(effect -> assertThat(report).contains(effect.setting()));
        built.quotas().shortfalls().forEach(shortfall -> assertThat(report).contains("* " + shortfall.words()));
        assertThat(report).contains(built.contentHash()).contains(built.configHash())
                .contains(built.reproducibility().events().getFirst().sha256());
    }

    @Test
    void failed_checks_stand_first() {
        List<String> mandatory = MarkdownReport.of(build(new RandomEvents(SEED).events())).lines()
                .dropWhile(line -> !line.startsWith("### Mandatory")).skip(4).takeWhile(line -> line.startsWith("|"))
                .toList();
        assertThat(mandatory).hasSize(13);
        int firstPass = mandatory.stream().filter(line -> line.startsWith("| PASS")).map(mandatory::indexOf)
                .findFirst().orElseThrow();
        assertThat(mandatory.subList(0, firstPass)).isNotEmpty().anyMatch(line -> line.startsWith("| **FAIL**"));
        assertThat(mandatory.subList(firstPass, mandatory.size())).allMatch(line -> line.startsWith("| PASS"));
    }

    @Test
    void the_bars_of_a_chart_begin_in_one_column_and_keep_their_proportion() {
        List<String> lines = new BarChart().bar("all", 80_000).bar("half of them", 40_000).bar("few", 3).bar("none", 0)
                .lines();
        assertThat(lines).containsExactly("all           80,000  " + "█".repeat(40),
                "half of them  40,000  " + "█".repeat(20), "few                3  ▏", "none               0");
    }

    @Test
    void every_table_is_a_rectangle_whatever_the_input_names_its_types() {
        List<EventRow> events = new ArrayList<>();
        for (String type : List.of("a|b", "two\nlines", "```", "<b>bold</b>", "naïve 日本 \uD83D\uDE00")) {
            events.add(EventRow.at("AA", "2024-01-16T10:00", type, 1));
            events.add(EventRow.at("AA", "2024-01-16T10:00", type, 1));
        }
        String report = MarkdownReport.of(build(events));
        int columns = 0;
        int width = 0;
        boolean inTable = false;
        for (String line : report.lines().toList()) {
            if (line.startsWith("|")) {
                int cells = line.replace("\\|", "").replaceAll("[^|]", "").length();
                int wide = line.codePointCount(0, line.length());
                assertThat(!inTable || (cells == columns && wide == width)).as(line).isTrue();
                columns = cells;
                width = wide;
            }
            inTable = line.startsWith("|");
        }
        assertThat(report.lines().filter(line -> line.startsWith("```")).count()).isEven();
        assertThat(report).contains("a\\|b").contains("two lines");
        assertThat(report.lines().filter(line -> line.startsWith("|"))).noneMatch(line -> line.matches(".*[^\\\\]<.*"));
    }

    @Test
    void the_report_is_the_same_under_every_locale() {
        BuiltManifest built = build(new RandomEvents(SEED).events());
        String report = MarkdownReport.of(built);
        Locale before = Locale.getDefault();
        try {
            for (String tag : List.of("de-DE", "ar-EG-u-nu-arab", "tr-TR", "fr-FR")) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                assertThat(MarkdownReport.of(built)).as(tag).isEqualTo(report);
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void where_thresholds_were_relaxed_the_effects_say_that_relaxed_events_stay() {
        List<EventRow> events = new ArrayList<>();
        for (int i = 0; i < 18; i++) {
            events.add(EventRow.at("R" + i, "2024-01-16T10:00", "flush", i));
        }
        events.add(EventRow.at("P", "2024-01-16T08:00", "flush", 1));
        events.add(EventRow.at("Q", "2024-01-16T08:01", "flush", 2));
        // A spread of 5.6 %, which the second step admits.
        events.add(EventRow.at("A", "2024-01-16T17:00", "flush", 1).withBar(10.57, 10.0, 10.05, 100_000.0));
        BuiltManifest built = build(events, "intraday_manifest.max_events=20", "intraday_manifest.min_events=20",
                "intraday_manifest.session_quotas.AH.min=0.05");
        assertThat(built.quotas().relaxations()).isNotEmpty();
        assertThat(MarkdownReport.of(built)).contains("Events that relaxed thresholds admitted stay.");
        assertThat(MarkdownReport.of(build(events, "intraday_manifest.enforce_quotas=false")))
                .doesNotContain("Events that relaxed thresholds admitted stay.");
    }

    @Test
    void a_manifest_without_events_still_has_a_report() {
        String report = MarkdownReport.of(build(List.of(EventRow.at("AA", "2024-01-16T03:00", "flush", 1))));
        assertThat(report).startsWith("# Manifest demo_00000000_").contains("there is nothing to measure")
                .contains("session_closed");
    }

    private BuiltManifest build(List<EventRow> rows, String... settings) {
        Path events = EventRow.write(folder.resolve("events%d.parquet".formatted(files++)), rows);
        List<String> all = new ArrayList<>(
                List.of("intraday_manifest.require_daily_metrics=false", "intraday_manifest.min_event_score=0"));
        all.addAll(List.of(settings));
        var profile = Config.load(Optional.empty(), Optional.of("demo"), all).profile();
        return new ManifestBuilder(MarketCalendars.usEquities(), folder.resolve("manifests"))
                .build(new BuildRequest(events.toString(), Optional.empty(), Optional.empty(), profile, true));
    }
}
