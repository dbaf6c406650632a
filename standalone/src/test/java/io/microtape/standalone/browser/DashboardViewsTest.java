package io.microtape.standalone.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import io.microtape.standalone.browser.Chromium.Look;
import io.microtape.standalone.browser.Views.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every view says what the service says, can be used by everybody, and looks as the screenshots show. */
class DashboardViewsTest extends FilledHomeInChromium {
    @AfterEach
    void nothingIsWrong() {
        page.context().close();
        assertThat(chromium.complaints()).isEmpty();
    }

    @Test
    void the_truth_bar_shows_the_states_that_the_service_counts() {
        show("overview");
        JsonNode coverage = api("/coverage?manifest=" + home.manifestId());
        coverage.at("/states").properties()
                .forEach(state -> assertThat(text("[data-name=%s] .count".formatted(state.getKey())))
                        .as(state.getKey()).isEqualTo(whole(state.getValue().asLong())));
        assertThat(text(".sum")).contains(whole(coverage.at("/captures").asLong()) + " captures, 100 %");
        assertThat(text(".truth .figure:nth-child(2) dd")).isEqualTo(whole(coverage.at("/missing").asLong()));
        assertThat(texts(".truth .share")).hasSize(coverage.at("/states").size());
    }

    @Test
    void every_cell_of_a_heatmap_is_a_group_of_the_service() {
        for (String keys : List.of("date,session", "symbol,month")) {
            show("coverage-" + keys.replace(',', '-'));
            Map<String, String> expected = new TreeMap<>();
            for (JsonNode group : api("/coverage?manifest=%s&by=%s".formatted(home.manifestId(), keys)).at("/groups")) {
                long missing = group.at("/missing").asLong();
                expected.put(group.at("/key/0").asText() + " " + group.at("/key/1").asText(), missing == 0
                        ? "none missing"
                        : "%d of %d missing".formatted(missing, group.at("/captures").asLong()));
            }
            Map<String, String> shown = new TreeMap<>();
            for (Locator cell : page.locator(".cell").all()) {
                String[] said = cell.getAttribute("aria-label").split(": |\\. ");
                shown.put(said[0], said[1]);
            }
            assertThat(shown).isEqualTo(expected);
        }
    }

    @Test
    void a_table_by_one_key_has_the_groups_of_the_service() {
        show("coverage-session");
        JsonNode coverage = api("/coverage?by=session&manifest=" + home.manifestId());
        List<String> expected = new ArrayList<>();
        coverage.at("/groups").forEach(
                group -> expected.add(group.at("/key/0").asText() + " " + whole(group.at("/captures").asLong())));
        expected.add("Manifest " + whole(coverage.at("/captures").asLong()));
        assertThat(page.locator("tbody tr, tfoot tr").all().stream()
                .map(row -> row.locator("th").innerText() + " " + row.locator(".number").first().innerText()).toList())
                .isEqualTo(expected);
    }

    @Test
    void the_list_of_captures_is_the_services_with_its_filters() {
        for (String filter : List.of("", "?state=FAILED", "?session=RTH&tape=TRADES")) {
            views.open(page, new View("/captures" + filter, "[data-capture]"));
            JsonNode answer = api("/captures?limit=50&manifest=%s&%s".formatted(home.manifestId(),
                    filter.replace("?", "")));
            assertThat(page.locator("[data-capture]").all().stream().map(row -> row.getAttribute("data-capture")))
                    .isEqualTo(answer.at("/captures").findValuesAsText("capture_id"));
            assertThat(text(".pager")).contains(whole(answer.at("/total").asLong()) + " captures");
        }
    }

    @Test
    void a_window_shows_the_rows_and_the_proof_of_its_tapes() {
        show("window");
        String id = views.all().get("window").path().replace("/windows/", "");
        JsonNode window = api("/windows/%s?manifest=%s".formatted(id, home.manifestId()));
        for (JsonNode capture : window.at("/captures")) {
            assertThat(texts(".line")).contains(capture.at("/proof/sha256").asText(), capture.at("/path").asText());
        }
        window.at("/readers").forEach(reader -> assertThat(texts(".line")).contains(reader.at("/duckdb").asText(),
                reader.at("/polars").asText()));
        JsonNode trades = api("/windows/%s/tape?tape=trades&limit=100000&manifest=%s".formatted(id, home.manifestId()));
        assertThat(text(".chart-words tbody tr td")).isEqualTo(whole(trades.at("/rows").size()));
        assertThat(page.locator(".tape-chart canvas").count()).isPositive();
        assertThat(page.locator(".tape-chart").getAttribute("aria-hidden")).isEqualTo("true");
    }

    @Test
    void the_checks_are_those_of_the_manifest_with_who_let_it_pass() {
        views.open(page, home.overriddenId(), views.all().get("checks"));
        String path = "/manifests/" + home.overriddenId();
        for (JsonNode check : api(path + "/checks").at("/checks")) {
            Locator row = page.locator("[data-check=%s]".formatted(check.at("/name").asText()));
            assertThat(row.innerText()).contains(check.at("/threshold").asText(), check.at("/unit").asText());
            assertThat(row.locator(".badge").innerText().contains("pass"))
                    .isEqualTo(check.at("/outcome").asText().equals("PASS"));
        }
        assertThat(page.locator("[data-check]").count()).isEqualTo(api(path + "/checks").at("/checks").size());
        assertThat(text(".approval")).contains("grace", "override of NO-GO", "enough to test the lake");
    }

    @Test
    void the_funnel_has_every_stage_and_every_reason() {
        show("selection");
        JsonNode report = api("/manifests/%s/report".formatted(home.manifestId()));
        for (JsonNode stage : report.at("/funnel")) {
            Locator shown = page.locator("[data-stage=%s]".formatted(stage.at("/stage").asText()));
            assertThat(shown.innerText()).contains(whole(stage.at("/out").asLong()));
            stage.at("/reasons").properties().forEach(reason -> assertThat(shown.innerText()).contains(reason.getKey(),
                    whole(reason.getValue().asLong())));
        }
        report.at("/marginal_effects").forEach(
                effect -> assertThat(text("main")).contains(effect.at("/setting").asText()));
    }

    @Test
    void the_runs_are_those_of_the_service() {
        show("runs");
        JsonNode runs = api("/runs?manifest=" + home.manifestId()).at("/runs");
        assertThat(page.locator("[data-run]").all().stream().map(run -> run.getAttribute("data-run")))
                .isEqualTo(runs.findValuesAsText("run_id"));
        for (JsonNode run : runs) {
            assertThat(page.locator("[data-run='%s']".formatted(run.at("/run_id").asText())).innerText())
                    .contains(run.at("/state").asText().toLowerCase(Locale.ROOT), "%s of %s answered".formatted(
                            whole(run.at("/progress/answered").asLong()),
                            whole(run.at("/progress/captures").asLong())));
        }
    }

    @Test
    void the_dial_shows_what_is_used_of_what_is_allowed() {
        show("rate");
        JsonNode rate = api("/rate");
        assertThat(page.locator(".dial svg").getAttribute("aria-label"))
                .endsWith("of %s requests a second".formatted(whole(rate.at("/allowed_per_second").asLong())));
        assertThat(text(".dial .figure:nth-child(2) dd")).isEqualTo(whole(rate.at("/throttled5m").asLong()));
    }

    @ParameterizedTest
    @EnumSource(Look.class)
    void every_view_can_be_used_by_everybody_and_fits_its_page(Look look) {
        page.context().close();
        page = chromium.page(look);
        views.all().forEach((name, view) -> {
            views.open(page, view);
            Chromium.screenshot(page, name, look);
            Chromium.assertFits(page);
            assertThat(Chromium.barriers(page)).as("%s, %s", name, look).isEmpty();
            assertThat(chromium.complaints()).as("%s, %s", name, look).isEmpty();
        });
    }

    @Test
    void a_barrier_would_be_noticed() {
        show("runs");
        page.evaluate("() => document.querySelector('main').append(document.createElement('button'))");
        assertThat(Chromium.barriers(page)).anyMatch(barrier -> barrier.startsWith("button-name"));
    }

    private void show(String view) {
        views.open(page, views.all().get(view));
    }

    private JsonNode api(String call) {
        return home.get("/api/v1" + call);
    }

    private String text(String selector) {
        return page.locator(selector).first().innerText();
    }

    private List<String> texts(String selector) {
        return page.locator(selector).allInnerTexts();
    }

    private static String whole(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
