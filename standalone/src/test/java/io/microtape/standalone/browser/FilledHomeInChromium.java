package io.microtape.standalone.browser;

import com.microsoft.playwright.Page;
import io.microtape.standalone.browser.Chromium.Look;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** One browser and one filled home for all the tests of a class, and a new page for each; the test closes its page. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FilledHomeInChromium {
    Chromium chromium;
    FilledHome home;
    Views views;
    Page page;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        chromium = new Chromium();
        home = new FilledHome(folder);
        views = new Views(home);
    }

    @AfterAll
    void stop() {
        if (home != null) {
            home.close();
        }
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void open() {
        page = chromium.page(Look.LIGHT);
    }
}
