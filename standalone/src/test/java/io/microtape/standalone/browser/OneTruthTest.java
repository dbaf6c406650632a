package io.microtape.standalone.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.microtape.standalone.browser.Chromium.Look;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Command line, REST, report and dashboard, asked about the same ledger. */
class OneTruthTest {
    @TempDir
    Path folder;

    @Test
    void the_command_the_call_the_report_and_the_dashboard_give_the_same_numbers() throws Exception {
        try (var chromium = new Chromium(); var home = new FilledHome(folder)) {
            String manifest = home.manifestId();
            Path report = folder.resolve("report.md");
            JsonNode command = home.command("coverage", "--manifest", manifest, "--by", "session", "--json", "--report",
                    report.toString());
            JsonNode call = home.get("/api/v1/coverage?by=session&manifest=" + manifest);
            assertThat(command.at("/captures").asLong()).isPositive();
            assertThat(command.at("/missing").asLong()).isPositive();
            assertThat(timeless(command)).isEqualTo(timeless(call));

            Map<String, Map<String, String>> tables = tables(Files.readString(report));
            Map<String, String> states = states(call);
            assertThat(tables.get("State")).containsAllEntriesOf(states)
                    .containsEntry("all", whole(call.at("/captures")));
            Map<String, String> sessions = groups(call);
            assertThat(tables.get("session")).isEqualTo(sessions);
            assertThat(Files.readString(report)).contains("%s of %s captures are missing".formatted(
                    whole(call.at("/missing")), whole(call.at("/captures"))),
                    "%s captures are still to be asked".formatted(whole(call.at("/remaining/captures"))),
                    whole(call.at("/rows")) + " rows");

            var views = new Views(home);
            Page page = chromium.page(Look.LIGHT);
            views.open(page, views.all().get("overview"));
            states.forEach((state, count) -> assertThat(
                    page.locator("[data-name=%s] .count".formatted(state)).first().innerText()).as(state)
                    .isEqualTo(count));
            assertThat(page.locator(".truth").innerText()).contains(whole(call.at("/missing")),
                    whole(call.at("/rows")));
            views.open(page, views.all().get("coverage-session"));
            Map<String, String> shown = new LinkedHashMap<>();
            for (Locator row : page.locator("tbody tr").all()) {
                shown.put(row.locator("th").innerText(), row.locator(".number").first().innerText());
            }
            assertThat(shown).isEqualTo(sessions);
        }
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
