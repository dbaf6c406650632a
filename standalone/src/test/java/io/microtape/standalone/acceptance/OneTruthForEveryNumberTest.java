package io.microtape.standalone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.microtape.standalone.DuckDb;
import io.microtape.standalone.Terminal;
import io.microtape.standalone.browser.FilledHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Command line, REST, report and live stream, asked about the same home; its files, counted by another reader. The
 * dashboard is held to REST by {@code DashboardViewsTest}.
 */
class OneTruthForEveryNumberTest {
    @TempDir
    static Path folder;
    private static FilledHome home;
    private static String manifest;

    @BeforeAll
    static void fill() throws Exception {
        home = new FilledHome(folder);
        manifest = home.manifestId();
    }

    @AfterAll
    static void stop() {
        home.close();
    }

    @Test
    void the_command_the_call_the_report_and_the_stream_give_the_same_numbers() throws Exception {
        Path report = folder.resolve("report.md");
        JsonNode command = home.command("coverage", "--manifest", manifest, "--by", "session", "--json", "--report",
                report.toString());
        JsonNode call = home.get("/api/v1/coverage?by=session&manifest=" + manifest);
        assertThat(command.at("/captures").asLong()).isPositive();
        assertThat(command.at("/missing").asLong()).isPositive();
        assertThat(timeless(command)).isEqualTo(timeless(call));

        JsonNode stream = home.served().firstOfStream("/api/v1/live?manifest=" + manifest);
        for (String number : List.of("captures", "states", "missing", "rows", "bytes", "remaining", "reasons")) {
            assertThat(stream.at("/" + number)).as(number).isEqualTo(call.at("/" + number));
        }

        Map<String, Map<String, String>> tables = tables(Files.readString(report));
        assertThat(tables.get("State")).containsAllEntriesOf(states(call))
                .containsEntry("all", whole(call.at("/captures")));
        assertThat(tables.get("session")).isEqualTo(groups(call));
        assertThat(Files.readString(report)).contains("%s of %s captures are missing".formatted(
                whole(call.at("/missing")), whole(call.at("/captures"))),
                "%s captures are still to be asked".formatted(whole(call.at("/remaining/captures"))),
                whole(call.at("/rows")) + " rows");
    }

    @Test
    void another_reader_of_the_files_counts_the_same_rows_and_bytes() throws Exception {
        Map<String, List<Path>> files = home.served().captures(manifest).stream()
                .filter(capture -> capture.at("/state").asText().equals("COMPLETE"))
                .collect(Collectors.groupingBy(capture -> capture.at("/session").asText(), TreeMap::new,
                        Collectors.mapping(capture -> home.home().resolve("lake").resolve(capture.at("/path").asText()),
                                Collectors.toList())));
        assertThat(files).hasSizeGreaterThan(1);
        JsonNode coverage = home.get("/api/v1/coverage?by=session&manifest=" + manifest);
        for (JsonNode group : coverage.at("/groups")) {
            List<Path> own = files.remove(group.at("/key/0").asText());
            assertThat(group.at("/states/COMPLETE").asInt()).isEqualTo(own.size());
            assertThat(group.at("/rows").asLong()).isEqualTo(DuckDb.number("select count(*) from read_parquet(["
                    + own.stream().map(file -> "'" + file + "'").collect(Collectors.joining(","))
                    + "], union_by_name = true)"));
            assertThat(group.at("/bytes").asLong()).isEqualTo(bytes(own));
        }
        assertThat(files).isEmpty();
        assertThat(coverage.at("/rows").asLong()).isEqualTo(DuckDb.number(
                "select count(*) from read_parquet('%s/lake/*/*/*.parquet', union_by_name = true)"
                        .formatted(home.home())));
    }

    @Test
    void verify_finds_no_difference_until_there_is_one_and_then_that_one() throws Exception {
        JsonNode sound = verified(0);
        assertThat(sound.at("/differences")).isEmpty();
        assertThat(sound.at("/captures").asLong())
                .isEqualTo(home.get("/api/v1/coverage?manifest=" + manifest).at("/states/COMPLETE").asLong());

        List<String> names = Lake.of(home.home()).files();
        Path lake = home.home().resolve("lake");
        Path changed = lake.resolve(names.get(0));
        byte[] before = Files.readAllBytes(changed);
        byte[] after = before.clone();
        after[after.length / 2] ^= 1;
        Files.write(changed, after);
        Path gone = lake.resolve(names.get(1));
        Files.move(gone, folder.resolve("gone"));
        Path unknown = Files.write(changed.resolveSibling("20200101_000000_trades.parquet"), before);

        assertThat(verified(1).at("/differences").findValuesAsText("path")).containsExactlyInAnyOrder(names.get(0),
                names.get(1), lake.relativize(unknown).toString());
        Files.write(changed, before);
        Files.move(folder.resolve("gone"), gone);
        Files.delete(unknown);
        assertThat(verified(0).at("/differences")).isEmpty();
    }

    private static JsonNode verified(int exit) {
        Terminal.Outcome verified = Terminal.run("verify", "--json", "--home", home.home().toString());
        assertThat(verified.exit()).as(verified.err()).isEqualTo(exit);
        return verified.json();
    }

    private static long bytes(List<Path> files) throws IOException {
        long bytes = 0;
        for (Path file : files) {
            bytes += Files.size(file);
        }
        return bytes;
    }

    /** Two answers are never of the same moment. */
    private static JsonNode timeless(JsonNode coverage) {
        return ((ObjectNode) coverage.deepCopy()).without("as_of");
    }

    private static Map<String, String> states(JsonNode coverage) {
        Map<String, String> states = new LinkedHashMap<>();
        coverage.at("/states").properties().forEach(state -> states.put(state.getKey(), whole(state.getValue())));
        return states;
    }

    private static Map<String, String> groups(JsonNode coverage) {
        Map<String, String> groups = new LinkedHashMap<>();
        coverage.at("/groups").forEach(group -> groups.put(group.at("/key/0").asText(), whole(group.at("/captures"))));
        return groups;
    }

    /** The first two columns of each table of a Markdown page, under the title of the first. */
    private static Map<String, Map<String, String>> tables(String markdown) {
        Map<String, Map<String, String>> tables = new LinkedHashMap<>();
        List<String[]> rows = new ArrayList<>();
        for (String line : (markdown + "\n").split("\n", -1)) {
            if (line.startsWith("|")) {
                rows.add(line.substring(1).split("\\|"));
            } else if (!rows.isEmpty()) {
                Map<String, String> table = new LinkedHashMap<>();
                rows.stream().skip(2).forEach(row -> table.put(row[0].strip(), row[1].strip()));
                tables.putIfAbsent(rows.getFirst()[0].strip(), table);
                rows.clear();
            }
        }
        return tables;
    }

    private static String whole(JsonNode number) {
        return String.format(Locale.ROOT, "%,d", number.asLong());
    }
}
