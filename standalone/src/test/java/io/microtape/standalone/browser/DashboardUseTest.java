package io.microtape.standalone.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Locator.WaitForOptions;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.microtape.standalone.browser.Chromium.Look;
import io.microtape.standalone.browser.Views.View;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a person does with the dashboard, by keyboard, and what it says when something is not as it should be. */
class DashboardUseTest extends FilledHomeInChromium {
    /** What a control is called by: live changes replace elements, so that these are no names. */
    private static final String NAME = """
            each => [each.tagName, each.dataset.key ?? each.id, each.getAttribute('href'),
              each.getAttribute('aria-label') ?? ''].join(' ')""";
    private static final String CONTROLS = """
            () => [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
              .filter(each => each.tabIndex >= 0 && !each.disabled && each.checkVisibility({ visibilityProperty: true }))
              .map(%s)"""
            .formatted(NAME);
    private static final String FOCUSED = "() => (%s)(document.activeElement)".formatted(NAME);

    @AfterEach
    void close() {
        page.context().close();
        // Some tests make the service fail, and the browser says so.
        chromium.complaints();
    }

    @Test
    void the_tab_key_comes_by_every_control_of_every_view() {
        views.all().forEach((name, view) -> {
            views.open(page, view);
            Set<Object> all = new LinkedHashSet<>((List<?>) page.evaluate(CONTROLS));
            Set<Object> visited = new LinkedHashSet<>();
            page.evaluate("() => document.activeElement.blur()");
            // Some more than there are: the browser's own parts are in between.
            for (int i = 0; i < all.size() + 10; i++) {
                page.keyboard().press("Tab");
                visited.add(page.evaluate(FOCUSED));
            }
            assertThat(visited).as(name).containsAll(all);
        });
        assertThat(chromium.complaints()).isEmpty();
    }

    @Test
    void the_arrow_keys_come_by_every_cell_of_a_heatmap() {
        show("coverage-date-session");
        int cells = page.locator(".cell").count();
        Set<String> visited = new LinkedHashSet<>();
        page.locator(".cell[tabindex='0']").focus();
        for (int i = 0; i < cells; i++) {
            visited.add(focused().getAttribute("aria-label"));
            page.keyboard().press("ArrowRight");
        }
        assertThat(visited).hasSize(cells);
        String last = focused().getAttribute("href");
        page.keyboard().press("ArrowUp");
        assertThat(focused().getAttribute("href")).isNotEqualTo(last);
    }

    @Test
    void from_a_cell_to_its_captures_to_a_window_and_back_with_enter_alone() {
        show("coverage-date-session");
        String from = page.url();
        page.locator(".cell[tabindex='0']").focus();
        String cell = focused().getAttribute("aria-label").split(" ")[0];
        page.keyboard().press("Enter");
        page.locator("[data-capture]").first().waitFor();
        assertThat(page.url()).contains("/captures?").contains("date=" + cell);
        assertThat(focused().innerText()).isEqualTo("Captures");
        page.locator("[data-capture] a").first().focus();
        page.keyboard().press("Enter");
        page.locator("[data-view=windows] .card").first().waitFor();
        assertThat(focused().evaluate("each => each.tagName")).isEqualTo("H1");
        page.goBack();
        page.locator("[data-capture]").first().waitFor();
        page.goBack();
        page.locator(".cell").first().waitFor();
        assertThat(page.url()).isEqualTo(from);
    }

    @Test
    void the_heading_keeps_the_focus_when_what_stands_below_it_comes_late() {
        show("captures");
        List<Route> held = new ArrayList<>();
        page.route(Pattern.compile("/windows/[^/]+\\?manifest="), held::add);
        page.locator("[data-capture] a").first().focus();
        page.keyboard().press("Enter");
        page.locator("[data-view=windows] .loading").waitFor();
        assertThat(focused().evaluate("each => each.tagName")).isEqualTo("H1");
        page.waitForCondition(() -> !held.isEmpty());
        held.forEach(Route::resume);
        page.locator("[data-view=windows] .card").first().waitFor();
        assertThat(focused().evaluate("each => each.tagName")).isEqualTo("H1");
    }

    @Test
    void a_filter_is_in_the_address_and_survives_a_reload() {
        show("captures");
        page.getByLabel("State").selectOption("FAILED");
        page.locator("[data-view=captures]").waitFor();
        page.waitForURL("**state=FAILED**");
        page.reload();
        page.locator("[data-capture]").first().waitFor();
        assertThat(page.getByLabel("State").inputValue()).isEqualTo("FAILED");
        assertThat(page.locator("[data-capture] .swatch").first().getAttribute("data-state")).isEqualTo("FAILED");
    }

    @Test
    void asking_again_says_what_it_will_cost_and_can_be_left() {
        show("runs");
        Locator again = page.getByText("Ask again…").last();
        again.click();
        Locator dialog = page.locator("dialog");
        dialog.locator(".figures").waitFor();
        assertThat(dialog.innerText()).contains("Requests", "To store", "Ask again for");
        assertThat(Chromium.barriers(page)).isEmpty();
        Chromium.screenshot(page, "ask-again", Look.LIGHT);
        page.keyboard().press("Escape");
        dialog.waitFor(gone());
        assertThat(focused().innerText()).isEqualTo("Ask again…");
    }

    @Test
    void an_approval_needs_a_name_and_shows_at_once() {
        views.open(page, home.unapprovedId(), views.all().get("checks"));
        assertThat(page.locator("main").innerText()).contains("Nobody has approved it");
        page.getByLabel("Your name").fill("max");
        page.getByLabel("Reason").fill("a look at the dashboard");
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        page.locator(".approval").waitFor();
        assertThat(page.locator(".approval").innerText()).contains("max", "a look at the dashboard");
    }

    @Test
    void a_token_is_asked_for_when_the_service_wants_one() {
        page.route("**/api/**", route -> {
            if ("Bearer the-token".equals(route.request().headers().get("authorization"))) {
                route.resume();
            } else {
                route.fulfill(new FulfillOptions().setStatus(401).setContentType("application/problem+json")
                        .setBody("{\"status\":401,\"title\":\"unauthorized\",\"detail\":\"this call needs a token\"}"));
            }
        });
        page.navigate(home.url() + "/#/" + home.manifestId());
        page.locator("dialog input").waitFor();
        assertThat(Chromium.barriers(page)).isEmpty();
        Chromium.screenshot(page, "token", Look.LIGHT);
        assertThat(focused().getAttribute("id")).isEqualTo("token");
        page.keyboard().type("the-token");
        page.keyboard().press("Enter");
        page.locator(".legend").waitFor();
        page.locator("dialog").waitFor(gone());
    }

    @Test
    void whoever_gives_no_token_is_asked_again_only_when_they_do_something() {
        page.clock().install();
        page.route("**/api/**", route -> route.fulfill(new FulfillOptions().setStatus(401)
                .setContentType("application/problem+json")
                .setBody("{\"status\":401,\"title\":\"no access\",\"detail\":\"this call needs a token\"}")));
        page.navigate(home.url() + "/#/" + home.manifestId());
        page.locator("dialog input").waitFor();
        page.keyboard().press("Escape");
        page.locator("dialog").waitFor(gone());
        for (int turn = 0; turn < 2; turn++) {
            page.waitForResponse("**/api/v1/manifests?*", () -> page.clock().runFor(16_000));
        }
        assertThat(page.locator("dialog").count()).isZero();
        page.getByText("Ask again").click();
        page.locator("dialog input").waitFor();
    }

    @Test
    void what_is_old_is_marked_and_what_comes_again_is_not() {
        page.clock().install();
        show("overview");
        page.context().setOffline(true);
        page.clock().runFor(40_000);
        page.locator("body[data-stale] #notices .notice").waitFor();
        assertThat(page.locator("#connection").innerText()).contains("Stale");
        assertThat(Chromium.barriers(page)).isEmpty();
        Chromium.screenshot(page, "stale", Look.LIGHT);
        page.context().setOffline(false);
        page.clock().runFor(20_000);
        page.locator(".connection[data-link=live]").waitFor();
        assertThat(page.locator("#notices .notice").count()).isZero();
    }

    @Test
    void a_call_that_fails_says_why_and_can_be_asked_again() {
        page.route("**/report", route -> route.fulfill(new FulfillOptions().setStatus(503)
                .setContentType("application/problem+json").setBody(
                        "{\"status\":503,\"title\":\"not ready\",\"detail\":\"the ledger is busy\",\"remedy\":\"wait a moment\"}")));
        views.open(page, new View("/selection", ".notice"));
        assertThat(page.locator(".notice").innerText()).contains("Not ready", "the ledger is busy", "wait a moment");
        Chromium.screenshot(page, "error", Look.LIGHT);
        page.unroute("**/report");
        page.getByText("Ask again").click();
        page.locator(".funnel").waitFor();
    }

    @Test
    void a_manifest_that_is_not_there_is_said_not_to_be() {
        page.navigate(home.url() + "/#/no_such_manifest/coverage");
        page.getByText("No such manifest").waitFor();
        Chromium.screenshot(page, "no-manifest", Look.LIGHT);
        assertThat(Chromium.barriers(page)).isEmpty();
    }

    @Test
    void an_address_that_was_cut_in_the_middle_of_an_escape_leads_somewhere() {
        page.navigate(home.url() + "/#/no_such_manifest%2/coverage");
        page.getByText("No such manifest").waitFor();
    }

    @Test
    void a_symbol_that_is_typed_with_capitals_and_small_letters_is_meant_as_it_is() {
        show("captures");
        page.getByLabel("Symbol").fill("brk.b BACpL");
        page.getByLabel("Symbol").press("Enter");
        page.waitForURL("**symbol=BRK.B&symbol=BACpL**");
        page.getByText("No such capture").waitFor();
    }

    @Test
    void asking_again_for_a_capture_is_of_a_run_that_is_about_it() {
        String run = "{\"run_id\":\"" + home.manifestId() + "-run%d\",\"state\":\"%s\",\"tapes\":%s,\"waves\":%s%s}";
        String tapes = "[\"TRADES\",\"QUOTES\"]";
        String waves = "[\"PM\",\"RTH\",\"AH\"]";
        page.route("**/api/v1/runs?*", route -> route.fulfill(new FulfillOptions().setContentType("application/json")
                .setBody("{\"runs\":[%s]}".formatted(String.join(",", run.formatted(9, "CANCELLED", tapes, waves, ""),
                        run.formatted(8, "FINISHED", "[]", waves, ""), run.formatted(7, "FINISHED", tapes, "[]", ""),
                        run.formatted(6, "FINISHED", tapes, waves, ",\"pilot\":1"),
                        run.formatted(1, "FINISHED", tapes, waves, ""))))));
        show("window-failed");
        page.locator(".again button").first().click();
        page.locator("dialog").waitFor();
        assertThat(page.locator("dialog h2").innerText()).endsWith("-run1 gave up");
    }

    @Test
    void a_chart_reaches_as_far_as_what_was_captured_and_its_last_bar_has_its_own_shares_only() {
        page.navigate(home.url() + "/");
        Object drawn = page.evaluate("""
                async () => {
                  const { tapeOption } = await import('/assets/parts/tape-option.js');
                  const proof = { covers_from: '2024-03-04T20:19:00Z', covers_to: '2024-03-04T20:59:00Z' };
                  const window = { window_from: '2024-03-04T20:19:00Z', window_to: '2024-03-04T20:29:00Z',
                    event_at: '2024-03-04T20:22:00Z', sessions: [], captures: [{ proof }, {}] };
                  const trades = [['20:20', 100], ['20:28', 300], ['20:58', 700]].map(([at, cumulative]) =>
                    ({ sip_timestamp: `2024-03-04T${at}:59.9Z`, price: 1, cumulative_size: cumulative }));
                  const { xAxis, series } = tapeOption(window, trades, [], {});
                  return [xAxis[0].max, Date.parse(proof.covers_to),
                    series.at(-1).data.map(([, volume]) => volume).filter((volume) => volume > 0).join(' ')];
                }""");
        assertThat((List<?>) drawn).satisfies(of -> {
            assertThat(of.get(0)).isEqualTo(of.get(1));
            assertThat(of.get(2)).isEqualTo("100 200 400");
        });
    }

    @Test
    void times_are_new_yorks_until_utc_is_chosen() {
        show("window");
        Locator event = page.locator(".view-head time").first();
        String newYork = event.innerText();
        assertThat(newYork).endsWith(" ET");
        page.getByText("Times: ET").press("Enter");
        assertThat(event.innerText()).endsWith(" UTC").isNotEqualTo(newYork);
        assertThat(event.getAttribute("title")).endsWith(" ET");
    }

    private static WaitForOptions gone() {
        return new WaitForOptions().setState(WaitForSelectorState.DETACHED);
    }

    private Locator focused() {
        return page.locator(":focus");
    }

    private void show(String view) {
        views.open(page, views.all().get(view));
    }
}
