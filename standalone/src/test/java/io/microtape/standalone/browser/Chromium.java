package io.microtape.standalone.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Playwright.CreateOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The system's Chromium, without a window. What a page complains about (errors, a violation of its policy) is kept. Tests
 * that need it are skipped, with the reason, where it is not installed.
 */
final class Chromium implements AutoCloseable {
    private static final Path BINARY = Path.of("/usr/bin/chromium");
    private static final Path SCREENSHOTS = Path.of("target/screenshots");
    private static final List<String> ARGUMENTS = List.of("--no-sandbox", "--disable-gpu",
            "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
            "--disable-quic");

    private final Playwright playwright;
    private final Browser browser;
    private final List<String> complaints = new ArrayList<>();

    /** How a page looks. */
    enum Look {
        DARK(1366, 900, ColorScheme.DARK), LIGHT(1366, 900, ColorScheme.LIGHT), PHONE(360, 740, ColorScheme.LIGHT);

        private final int width;
        private final int height;
        private final ColorScheme scheme;

        Look(int width, int height, ColorScheme scheme) {
            this.width = width;
            this.height = height;
            this.scheme = scheme;
        }
    }

    Chromium() {
        assumeTrue(Files.isExecutable(BINARY),
                "skipped: there is no %s; install the package chromium to run it".formatted(BINARY));
        this.playwright = Playwright
                .create(new CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        this.browser = playwright.chromium()
                .launch(new LaunchOptions().setExecutablePath(BINARY).setHeadless(true).setArgs(ARGUMENTS));
    }

    /** A new page in a context of its own. */
    Page page(Look look) {
        BrowserContext context = browser.newContext(new NewContextOptions().setViewportSize(look.width, look.height)
                .setColorScheme(look.scheme).setReducedMotion(ReducedMotion.REDUCE).setTimezoneId("Europe/Berlin"));
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add(message.text() + " " + message.location());
            }
        });
        page.onPageError(complaints::add);
        page.addInitScript("addEventListener('securitypolicyviolation', "
                + "({ violatedDirective, blockedURI }) => console.error('policy: ' + violatedDirective + ' ' + blockedURI))");
        return page;
    }

    /** What pages complained about since this was last asked. */
    List<String> complaints() {
        List<String> all = List.copyOf(complaints);
        complaints.clear();
        return all;
    }

    /** The serious and critical violations of the rules of accessibility, as rule and element. */
    static List<String> barriers(Page page) {
        return new AxeBuilder(page).setLegacyMode(true).analyze().getViolations().stream()
                .filter(rule -> rule.getImpact().equals("serious") || rule.getImpact().equals("critical"))
                .flatMap(rule -> rule.getNodes().stream().map(
                        node -> "%s: %s %s".formatted(rule.getId(), node.getHtml(), node.getFailureSummary())))
                .toList();
    }

    static void screenshot(Page page, String name, Look look) {
        page.screenshot(new ScreenshotOptions().setFullPage(true)
                .setPath(SCREENSHOTS
                        .resolve("%s-%s.png".formatted(name, look.name().toLowerCase(Locale.ROOT)))));
    }

    /** Nothing of the page is beyond its right edge. */
    static void assertFits(Page page) {
        assertThat(page.evaluate("() => document.documentElement.scrollWidth - innerWidth")).isEqualTo(0);
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
