package io.microtape.standalone.guide;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.microtape.model.capture.CaptureLifecycle;
import io.microtape.model.capture.CaptureOutcome;
import io.microtape.model.capture.CaptureState;
import io.microtape.model.manifest.Verdict;
import io.microtape.model.run.RunState;
import io.microtape.runtime.json.Json;
import io.microtape.standalone.Pages;
import io.microtape.standalone.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds {@code docs/schemas.md} to files that were just written, and to the rules about states. */
class SchemasTest {
    private static final Pattern QUOTED = Pattern.compile("`([A-Za-z0-9_]+)`");

    @TempDir
    static Path folder;
    private static SchemaPage page;
    private static Path manifest;

    @BeforeAll
    static void captureAndExport() throws IOException {
        page = new SchemaPage(Files.readString(Pages.ROOT.resolve("docs/schemas.md")));
        Terminal.Outcome demo = Terminal.run("demo", "--json", "--home", folder.resolve("home").toString(), "--set",
                "intraday_manifest.max_events=6");
        assertThat(demo.exit()).as(demo.err()).isLessThan(2);
        manifest = Path.of(demo.json().at("/manifest/path").asText());
        Terminal.Outcome export = Terminal.run("export", "--manifest", manifest.getFileName().toString(), "--home",
                folder.resolve("home").toString(), "--to", folder.resolve("dataset").toString());
        assertThat(export.exit()).as(export.err()).isZero();
    }

    @Test
    void every_column_of_every_parquet_file_is_on_the_page_with_its_type() throws SQLException {
        String lake = folder.resolve("home/lake/event_windows/*/*_").toString();
        assertThat(page.columns("Trades")).isEqualTo(Parquet.columns(lake + "trades.parquet"));
        assertThat(page.columns("Quotes")).isEqualTo(Parquet.columns(lake + "quotes.parquet"));
        assertThat(page.columns("manifest.parquet")).isEqualTo(Parquet.columns(manifest + "/manifest.parquet"));
        assertThat(page.columns("rejections.parquet")).isEqualTo(Parquet.columns(manifest + "/rejections.parquet"));
        String dataset = folder.resolve("dataset").toString();
        assertThat(page.columns("Export")).isEqualTo(Parquet.columns(dataset + "/windows.parquet"));
        assertThat(page.columns("Trades")).isEqualTo(Parquet.columns(dataset + "/trades/*/*.parquet"));
        assertThat(page.columns("Quotes")).isEqualTo(Parquet.columns(dataset + "/quotes/*/*.parquet"));
        assertThat(page.columns("manifest.parquet")).isEqualTo(Parquet.columns(dataset + "/events.parquet"));
    }

    @Test
    void the_query_of_the_readme_reads_a_lake() throws IOException, SQLException {
        List<String> queries = Pages.blocks(Pages.ROOT.resolve("README.md"), "sql");
        assertThat(queries).hasSize(1);
        assertThat(Parquet.rows(queries.getFirst().replace("microtape-demo/", folder + "/home/"))).isEqualTo(5);
    }

    @Test
    void every_key_of_a_footer_is_on_the_page() throws SQLException {
        Set<String> written = new TreeSet<>();
        for (String tape : List.of("trades", "quotes")) {
            written.addAll(
                    Parquet.footer(folder.resolve("home/lake/event_windows/*/*_" + tape + ".parquet").toString()));
        }
        assertThat(page.names("Footer")).containsExactlyInAnyOrderElementsOf(written);
        assertThat(page.section("Footer"))
                .contains(Parquet.footer(manifest + "/manifest.parquet").stream().map("`%s`"::formatted).toList());
    }

    @Test
    void every_field_of_a_json_file_is_on_the_page() throws IOException {
        assertThat(page.names("report.json")).isEqualTo(fields(manifest.resolve("report.json")));
        assertThat(page.names("manifest.json")).isEqualTo(fields(manifest.resolve("manifest.json")));
        assertThat(page.names("Export").subList(page.columns("Export").size(), page.names("Export").size()))
                .isEqualTo(fields(folder.resolve("dataset/export.json")));
    }

    @Test
    void every_state_and_verdict_is_on_the_page_in_its_order() {
        assertThat(page.names("States of a capture").subList(0, CaptureState.values().length))
                .isEqualTo(names(CaptureState.values()));
        assertThat(page.names("States of a run")).isEqualTo(names(RunState.values()));
        assertThat(page.names("Verdicts")).isEqualTo(names(Verdict.values()));
    }

    @Test
    void an_attempt_leads_where_the_page_says() {
        Map<String, Set<String>> said = new TreeMap<>();
        page.rows("States of a capture").forEach(cells -> QUOTED.matcher(cells.get(0)).results()
                .map(name -> name.group(1)).filter(name -> !name.equals("max_attempts")).forEach(outcome -> {
                    Set<String> states = said.computeIfAbsent(outcome, _ -> new TreeSet<>());
                    QUOTED.matcher(cells.get(1)).results().forEach(state -> states.add(state.group(1)));
                    if (cells.get(1).equals("waiting")) {
                        states.addAll(List.of("QUEUED", "EMPTY"));
                    }
                }));
        names(CaptureState.values()).forEach(said::remove);
        assertThat(said).isEqualTo(rule());
    }

    /** By outcome, every state to which it leads; of captures that were no hole before. */
    private static Map<String, Set<String>> rule() {
        var lifecycle = new CaptureLifecycle(2, Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1),
                List.of(), 0);
        List<CaptureOutcome> outcomes = List.of(new CaptureOutcome.Published(null), new CaptureOutcome.Adopted(null),
                new CaptureOutcome.NoRows(1), new CaptureOutcome.Interrupted(""), new CaptureOutcome.Rejected(""),
                new CaptureOutcome.NotEntitled(""), new CaptureOutcome.KeyRejected(""),
                new CaptureOutcome.LakeUnwritable(""), new CaptureOutcome.GivenBack(""));
        assertThat(outcomes).hasSameSizeAs(CaptureOutcome.class.getPermittedSubclasses());
        Map<String, Set<String>> states = new TreeMap<>();
        for (CaptureOutcome outcome : outcomes) {
            Set<String> leads = states.computeIfAbsent(outcome.getClass().getSimpleName(), _ -> new TreeSet<>());
            for (boolean empty : List.of(false, true)) {
                for (int failures : List.of(0, 1)) {
                    for (double volume : List.of(0.0, 100.0)) {
                        leads.add(lifecycle.after(new CaptureLifecycle.Before(empty, 0, failures, volume), outcome)
                                .state().name());
                    }
                }
            }
        }
        return states;
    }

    private static List<String> fields(Path file) throws IOException {
        JsonNode json = Json.mapper().readTree(file.toFile());
        return json.properties().stream().map(Map.Entry::getKey).toList();
    }

    private static List<String> names(Enum<?>[] values) {
        return Stream.of(values).map(Enum::name).toList();
    }
}
