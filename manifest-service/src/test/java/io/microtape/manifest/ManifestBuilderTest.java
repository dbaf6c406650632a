package io.microtape.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.microtape.manifest.report.StoredReport;
import io.microtape.manifest.store.ManifestFile;
import io.microtape.manifest.store.Sidecar;
import io.microtape.manifest.store.TamperedManifestException;
import io.microtape.model.id.EventId;
import io.microtape.model.manifest.Verdict;
import io.microtape.model.profile.Profile;
import io.microtape.model.session.Session;
import io.microtape.runtime.config.Config;
import io.microtape.runtime.config.MarketCalendars;
import io.microtape.runtime.json.Json;
import io.microtape.runtime.parquet.ParquetTables;
import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestBuilderTest {
    private static final Profile PROFILE = Config
            .load(Optional.empty(), Optional.of("demo"),
                    List.of("intraday_manifest.require_daily_metrics=false", "intraday_manifest.min_event_score=0"))
            .profile();
    private static final List<EventRow> EVENTS = List.of(
            EventRow.at("AA", "2024-01-16T10:00", "flush", 5).withLabels("AH", "up"),
            EventRow.at("AA", "2024-01-17T10:00", "flush", 6), EventRow.at("BB", "2024-01-17T08:00", "flush", 6),
            EventRow.at("BB", "2024-01-17T03:00", "flush", 6));

    @TempDir
    Path folder;
    private Path manifests;
    private Path events;

    @BeforeEach
    void write_events() {
        manifests = folder.resolve("manifests");
        events = EventRow.write(folder.resolve("events.parquet"), EVENTS);
    }

    @Test
    void a_manifest_comes_with_its_reports_under_an_id_dated_by_its_newest_event() throws IOException {
        BuiltManifest built = build(false);
        assertThat(built.manifestId()).matches("demo_20240117_[0-9a-f]{12}");
        assertThat(built.verdict()).isEqualTo(Verdict.NO_GO);
        assertThat(files(Path.of(built.path()))).containsExactlyInAnyOrder("manifest.parquet", "rejections.parquet",
                "report.json", "report.md", "manifest.json");
        assertThat(files(manifests)).containsExactly(built.manifestId());
        var report = Json.mapper().readTree(Path.of(built.path()).resolve("report.json").toFile());
        assertThat(report.get("manifest_id").asText()).isEqualTo(built.manifestId());
        assertThat(report.get("session_labels").get("changes").get("AH->RTH").asInt()).isEqualTo(1);
        assertThat(report.get("funnel").get(0).get("reasons").get("session_closed").asInt()).isEqualTo(1);
        assertThat(report.get("checks")).hasSize(22);
        assertThat(Files.readString(Path.of(built.path()).resolve("report.md"))).contains("## Funnel", "AH->RTH");
    }

    @Test
    void a_second_build_finds_the_first_and_changes_nothing() throws IOException {
        BuiltManifest first = build(false);
        Map<String, FileTime> before = times(Path.of(first.path()));
        BuiltManifest second = build(false);
        assertThat(second.alreadyExisted()).isTrue();
        assertThat(first.alreadyExisted()).isFalse();
        assertThat(second.manifestId()).isEqualTo(first.manifestId());
        assertThat(times(Path.of(first.path()))).isEqualTo(before);
        assertThat(files(manifests)).hasSize(1);
    }

    @Test
    void a_dry_run_writes_nothing() {
        assertThat(build(true).manifestId()).isEqualTo(build(false).manifestId());
        BuiltManifest dry = new ManifestBuilder(MarketCalendars.usEquities(), folder.resolve("dry"))
                .build(new BuildRequest(events.toString(), Optional.empty(), Optional.empty(), PROFILE, true));
        assertThat(folder.resolve("dry")).doesNotExist();
        assertThat(dry.selected()).isEqualTo(3);
    }

    @Test
    void a_stored_manifest_gives_its_events_back() {
        BuiltManifest built = build(false);
        ManifestFile read = ManifestFile.read(Path.of(built.path()));
        assertThat(read.identity().contentHash()).isEqualTo(built.contentHash());
        assertThat(read.events().rows()).isEqualTo(3);
        assertThat(read.events().manifestRank()).containsExactly(1, 2, 3);
        assertThat(read.events().symbol()).containsExactly("AA", "BB", "AA");
        assertThat(read.events().session()).containsExactly(Session.RTH, Session.PM, Session.RTH);
        EventRow best = EVENTS.get(1);
        assertThat(read.events().eventId()[0]).isEqualTo(EventId.of("AA", "flush", best.timestamp()).value());
        assertThat(read.events().windowId()[0]).isEqualTo("AA_20240117_150000");
        assertThat(read.events().windowFrom()[0]).isEqualTo(best.timestamp() - PROFILE.before().toNanos());
        assertThat(read.events().windowTo()[0]).isEqualTo(best.timestamp() + PROFILE.after().toNanos());
    }

    @Test
    void a_manifest_with_one_changed_value_is_refused() throws IOException {
        Path path = Path.of(build(false).path());
        Path file = path.resolve("manifest.parquet");
        Map<String, String> footer = ParquetTables.footer(file);
        var changed = new Table.Builder();
        ParquetTables.read(file).columns().forEach((name, column) -> {
            if (name.equals("window_to")) {
                ((Column.Longs) column).values()[1]++;
            }
            changed.add(name, column);
        });
        Files.delete(file);
        ParquetTables.write(file, changed.build(), footer);
        assertThatThrownBy(() -> ManifestFile.read(path)).isInstanceOf(TamperedManifestException.class)
                .hasMessageContaining("was changed after it was built");
        assertThatThrownBy(() -> build(false)).isInstanceOf(TamperedManifestException.class);
    }

    @Test
    void a_missing_or_changed_sidecar_is_told_with_what_to_do_and_without_the_names_of_classes() throws IOException {
        Path path = Path.of(build(false).path());
        Path sidecar = path.resolve(Sidecar.NAME);
        Files.writeString(sidecar, "{\"colour\":1}");
        assertThatThrownBy(() -> Sidecar.read(path)).isInstanceOf(TamperedManifestException.class)
                .hasMessageContaining("was changed").hasMessageEndingWith("move the folder away and build again");
        Files.delete(sidecar);
        assertThatThrownBy(() -> Sidecar.read(path)).isInstanceOf(TamperedManifestException.class)
                .hasMessageContaining("is not there").hasMessageNotContaining("Exception");
    }

    @Test
    void a_report_that_contradicts_itself_is_refused() throws IOException {
        Path path = Path.of(build(false).path());
        assertThat(StoredReport.read(path).verdict()).isEqualTo(Verdict.NO_GO);
        Path markdown = path.resolve(StoredReport.MARKDOWN);
        String text = Files.readString(markdown);
        Files.writeString(markdown, text.replace("NO_GO", "GO"));
        assertThatThrownBy(() -> StoredReport.read(path)).isInstanceOf(TamperedManifestException.class)
                .hasMessageContaining("different verdicts");
        Files.writeString(markdown, text);
        Path json = path.resolve(StoredReport.JSON);
        Files.writeString(json, Files.readString(json).replace("\"FAIL\"", "\"PASS\""));
        assertThatThrownBy(() -> StoredReport.read(path)).isInstanceOf(TamperedManifestException.class)
                .hasMessageContaining("its checks say");
    }

    @Test
    void a_manifest_whose_footer_or_folder_was_changed_is_refused() throws IOException {
        Path path = Path.of(build(false).path());
        Path renamed = Files.move(path, manifests.resolve("demo_20250101_000000000000"));
        assertThatThrownBy(() -> ManifestFile.read(renamed)).isInstanceOf(TamperedManifestException.class)
                .hasMessageContaining("its folder says");
        Files.move(renamed, path);
        Path file = path.resolve("manifest.parquet");
        Map<String, String> footer = new TreeMap<>(ParquetTables.footer(file));
        footer.put("microtape.config_hash", "0".repeat(64));
        Table table = ParquetTables.read(file);
        Files.delete(file);
        ParquetTables.write(file, table, footer);
        assertThatThrownBy(() -> ManifestFile.read(path)).isInstanceOf(TamperedManifestException.class);
    }

    @Test
    void an_input_whose_events_are_all_rejected_gives_an_empty_manifest_that_is_no_go() {
        Path none = EventRow.write(folder.resolve("none.parquet"),
                List.of(EventRow.at("a/b", "2024-01-16T10:00", "flush", 1)));
        BuiltManifest built = new ManifestBuilder(MarketCalendars.usEquities(), manifests)
                .build(new BuildRequest(none.toString(), Optional.empty(), Optional.empty(), PROFILE, false));
        assertThat(built.manifestId()).startsWith("demo_00000000_");
        assertThat(built.verdict()).isEqualTo(Verdict.NO_GO);
        assertThat(ManifestFile.read(Path.of(built.path())).events().rows()).isZero();
    }

    private BuiltManifest build(boolean dryRun) {
        return new ManifestBuilder(MarketCalendars.usEquities(), manifests)
                .build(new BuildRequest(events.toString(), Optional.empty(), Optional.empty(), PROFILE, dryRun));
    }

    private static List<String> files(Path path) throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static Map<String, FileTime> times(Path path) throws IOException {
        Map<String, FileTime> times = new TreeMap<>();
        for (String name : files(path)) {
            times.put(name, Files.getLastModifiedTime(path.resolve(name)));
        }
        return times;
    }
}
