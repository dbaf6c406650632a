package io.microtape.benchmarks;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Playwright.CreateOptions;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How long a browser without anything cached takes from the address to the first paint of the dashboard, and to the numbers of the
 * truth bar in it.
 */
final class FirstPaint {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final String PAINTED = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null";

    private FirstPaint() {}

    static void measure(URI server, String manifestId, int times) {
        double[] painted = new double[times];
        double[] told = new double[times];
        var noDownload = new CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"));
        var headless = new LaunchOptions().setExecutablePath(CHROMIUM).setHeadless(true).setArgs(List.of("--no-sandbox",
                "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--no-first-run", "--disable-quic"));
        try (var playwright = Playwright.create(noDownload); var browser = playwright.chromium().launch(headless)) {
            for (int i = 0; i < times; i++) {
                try (var context = browser.newContext(new NewContextOptions().setViewportSize(1366, 900))) {
                    var page = context.newPage();
                    page.navigate(server + "/#/" + manifestId);
                    page.locator(".legend [data-name=COMPLETE] .count").first().waitFor();
                    told[i] = ((Number) page.evaluate("() => performance.now()")).doubleValue();
                    painted[i] = ((Number) page.waitForFunction(PAINTED).jsonValue()).doubleValue();
                }
            }
        }
        line("first paint of the dashboard", painted);
        line("numbers of the truth bar", told);
    }

    private static void line(String what, double[] taken) {
        System.out.printf("%-31s p50 %6.1f ms  p95 %6.1f ms  max %6.1f ms%n", what,
                StatusBenchmark.percentile(taken, 0.5),
                StatusBenchmark.percentile(taken, 0.95), StatusBenchmark.percentile(taken, 1));
    }
}
