package io.microtape.status.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.status.StatusServer;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DashboardRoutesTest {
    private static final Pattern IN_PAGE = Pattern.compile("(?:src|href)=\"(/[^\"#]*)\"");
    private static final Pattern IN_MODULE = Pattern
            .compile("(?:from |import |import\\()'(\\.{1,2}/[a-z0-9/-]+\\.js)'");

    @TempDir
    private Path folder;
    private StatusServer server;

    @BeforeEach
    void start() throws Exception {
        server = new StatusServer(folder);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void everythingThePageNeedsIsServed() throws Exception {
        Map<String, HttpResponse<String>> files = everyFile();
        assertThat(files.keySet()).contains("/", "/assets/css/tokens.css", "/assets/page/main.js",
                "/assets/parts/truth-bar.js", "/assets/views/window.js");
        files.forEach((path, answer) -> assertThat(answer.statusCode()).as(path).isEqualTo(200));
    }

    @Test
    void everyFileIsServedUnderAPolicyThatAllowsNothingFromElsewhere() throws Exception {
        everyFile().forEach((path, answer) -> {
            assertThat(answer.headers().firstValue("Content-Security-Policy")).as(path).hasValue(
                    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                            + "connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; "
                            + "frame-ancestors 'none'");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).as(path).hasValue("nosniff");
        });
    }

    @Test
    void contentTypesAreThoseThatNosniffBrowsersAsk() throws Exception {
        Map<String, String> types = Map.of("/", "text/html; charset=utf-8", "/assets/page/main.js",
                "text/javascript; charset=utf-8", "/assets/css/tokens.css", "text/css; charset=utf-8",
                "/assets/icon.svg",
                "image/svg+xml");
        for (var each : types.entrySet()) {
            assertThat(server.get(each.getKey()).headers().firstValue("Content-Type")).hasValue(each.getValue());
        }
    }

    @Test
    void noFileNamesAnotherServer() throws Exception {
        everyFile().forEach((path, answer) -> assertThat(
                answer.body().replace("http://www.w3.org/2000/svg", "the name of a format, never fetched"))
                .as(path).doesNotContainPattern("(?i)https?://").doesNotContainPattern("url\\(\\s*['\"]?//"));
    }

    @Test
    void nothingIsInlineAndDataNeverBecomesMarkup() throws Exception {
        everyFile().forEach((path, answer) -> assertThat(answer.body()).as(path)
                .doesNotContainPattern("<style|style=\"|<script>|\\son[a-z]+=\"|javascript:")
                .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("));
    }

    @Test
    void anUnchangedFileIsNotSentAgain() throws Exception {
        String etag = server.get("/assets/page/main.js").headers().firstValue("ETag").orElseThrow();
        var again = server.get("/assets/page/main.js", "If-None-Match", etag);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void nothingButTheDashboardsFilesCanBeHad() throws Exception {
        for (String path : List.of("/assets/nothing.js", "/assets/Assets.class", "/assets/..%2f..%2fstatus.js",
                "/assets/%2e%2e/ledger.sql", "/assets/", "/assets/sub/main.js",
                "/assets/page/sub/main.js", "/assets/page/..%2findex.html",
                "/assets/../http/openapi.yaml", "/assets/http/openapi.yaml", "/assets/echarts/other.js")) {
            assertThat(server.get(path).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(server.get("/?theme=dark").statusCode()).isEqualTo(400);
    }

    @Test
    void the_chart_library_is_served_whole_from_its_own_jar() throws Exception {
        var answer = server.get("/assets/echarts/echarts.js");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/javascript; charset=utf-8");
        assertThat(answer.body()).startsWith("\n/*\n* Licensed to the Apache Software Foundation")
                .contains(" as init,", " as version,").hasSizeGreaterThan(1_000_000);
    }

    @Test
    void no_module_grows_beyond_what_can_be_read_at_once() throws Exception {
        everyFile().forEach((path, answer) -> assertThat(answer.body().lines().count()).as(path)
                .isLessThan(path.endsWith(".css") ? 350 : 150));
    }

    /** The page and all that it and its modules refer to, by path. */
    private Map<String, HttpResponse<String>> everyFile() throws Exception {
        Map<String, HttpResponse<String>> files = new HashMap<>();
        Queue<String> open = new ArrayDeque<>(Set.of("/"));
        while (!open.isEmpty()) {
            String path = open.remove();
            if (!files.containsKey(path)) {
                HttpResponse<String> answer = server.get(path);
                files.put(path, answer);
                IN_PAGE.matcher(answer.body()).results().map(found -> found.group(1)).forEach(open::add);
                IN_MODULE.matcher(answer.body()).results()
                        .map(found -> URI.create(path).resolve(found.group(1)).getPath()).forEach(open::add);
            }
        }
        return files;
    }
}
