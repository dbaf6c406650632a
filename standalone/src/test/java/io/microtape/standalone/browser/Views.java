package io.microtape.standalone.browser;

import com.microsoft.playwright.Locator.WaitForOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.util.LinkedHashMap;
import java.util.Map;

/** The addresses of the views, and how to get to them. */
final class Views {
    private final FilledHome home;

    Views(FilledHome home) {
        this.home = home;
    }

    /** Every view under a name, with what is there when it is complete. */
    Map<String, View> all() {
        Map<String, View> views = new LinkedHashMap<>();
        views.put("overview", new View("", ".legend [data-name]"));
        views.put("coverage-date-session", new View("/coverage?by=date,session", ".cell"));
        views.put("coverage-symbol-month", new View("/coverage?by=symbol,month", ".cell"));
        views.put("coverage-session", new View("/coverage?by=session", "tfoot"));
        views.put("captures", new View("/captures", "[data-capture]"));
        views.put("captures-failed", new View("/captures?state=FAILED", "[data-capture]"));
        views.put("window", new View("/windows/" + window("COMPLETE"), ".tape-chart canvas"));
        views.put("window-failed", new View("/windows/" + window("FAILED"), ".again"));
        views.put("selection", new View("/selection", ".funnel li"));
        views.put("checks", new View("/checks", "[data-check]"));
        views.put("runs", new View("/runs", "[data-run]"));
        views.put("rate", new View("/rate", ".small-chart canvas"));
        return views;
    }

    /** A view by what follows the manifest in its address. */
    record View(String path, String ready) {}

    void open(Page page, View view) {
        open(page, home.manifestId(), view);
    }

    void open(Page page, String manifest, View view) {
        String address = "#/" + manifest + view.path();
        page.navigate(home.url() + "/" + address);
        // The view before stays until this one has its data.
        page.locator("[data-address='%s'] %s".formatted(address, view.ready())).first().waitFor();
        page.locator(".connection[data-link=live]").waitFor();
        page.locator(".loading").first()
                .waitFor(new WaitForOptions().setState(WaitForSelectorState.DETACHED));
    }

    /** A window with a capture in a state; for a complete one, both of its tapes are. */
    String window(String state) {
        for (var capture : home
                .get("/api/v1/captures?manifest=%s&state=%s&limit=1000".formatted(home.manifestId(), state))
                .at("/captures")) {
            String window = capture.at("/window_id").asText();
            var both = home.get("/api/v1/windows/%s?manifest=%s".formatted(window, home.manifestId())).at("/captures");
            if (!state.equals("COMPLETE") || both.findValuesAsText("state").stream().allMatch(state::equals)) {
                return window;
            }
        }
        throw new AssertionError("no window is " + state);
    }
}
