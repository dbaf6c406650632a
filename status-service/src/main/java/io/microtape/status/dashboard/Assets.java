package io.microtape.status.dashboard;

import io.microtape.model.id.Sha256;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The dashboard's files, which lie beside this class in the jar, and the one file of the chart library, which lies in the
 * library's. Each is read once. A path is a name, or a folder and a name, of plain letters: no path leads elsewhere.
 */
final class Assets {
    private static final Pattern PATH = Pattern
            .compile("(?:[a-z]{1,20}/)?[a-z][a-z0-9-]{0,40}\\.(html|css|js|svg)");
    private static final Map<String, String> CONTENT_TYPES = Map.of("html", "text/html; charset=utf-8", "css",
            "text/css; charset=utf-8", "js", "text/javascript; charset=utf-8", "svg", "image/svg+xml");
    private static final Map<String, String> OF_LIBRARIES = Map.of("echarts/echarts.js",
            "/META-INF/resources/_static/echarts/6.0.0/dist/echarts.esm.min.js");

    private final Map<String, Asset> loaded = new ConcurrentHashMap<>();

    Optional<Asset> find(String path) {
        Matcher matcher = PATH.matcher(path);
        // A path that is no file is not remembered, so that asking for many takes no memory.
        return matcher.matches()
                ? Optional.ofNullable(loaded.computeIfAbsent(path, _ -> load(path, matcher.group(1))))
                : Optional.empty();
    }

    private static Asset load(String path, String kind) {
        try (InputStream in = Assets.class.getResourceAsStream(OF_LIBRARIES.getOrDefault(path, path))) {
            if (in == null) {
                return null;
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new Asset(CONTENT_TYPES.get(kind), '"' + Sha256.hex(text).substring(0, 16) + '"',
                    Buffer.buffer(text));
        } catch (IOException e) {
            throw new UncheckedIOException("the dashboard's file %s cannot be read from the jar".formatted(path), e);
        }
    }
}
