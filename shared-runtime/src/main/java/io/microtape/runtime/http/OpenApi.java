package io.microtape.runtime.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/**
 * {@code /openapi.yaml}: one description of a server, put together from those of the services in it. What access a call needs
 * is written into it by the rule that guards the call.
 */
public final class OpenApi implements Routes {
    private final List<? extends Routes> described;

    private OpenApi(List<? extends Routes> described) {
        this.described = described;
    }

    /** The call that describes these calls and itself. */
    public static OpenApi routes(List<? extends Routes> described) {
        return new OpenApi(described);
    }

    @Override
    public void mount(Router router) {
        String document = document();
        router.get("/openapi.yaml").handler(request -> {
            Parameters.of(request);
            request.response().putHeader("Content-Type", "application/yaml").putHeader("Cache-Control", "no-cache")
                    .end(document);
        });
    }

    @Override
    public Optional<String> openApi() {
        return Optional.of("openapi.yaml");
    }

    private String document() {
        Map<String, Object> document = read(this);
        described.forEach(routes -> merge(document, read(routes), routes.getClass().getName()));
        mapping(document.get("paths")).forEach((path, methods) -> mapping(methods)
                .forEach((method, call) -> guard(method, path, mapping(call))));
        return new Dump(DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).setWidth(110).build())
                .dumpToString(document);
    }

    /** Describes what the gate asks of a call, and what it answers whoever does not have it. */
    private static void guard(String method, String path, Map<String, Object> call) {
        Optional<Role> needed = Gate.needed(HttpMethod.valueOf(method.toUpperCase(Locale.ROOT)), path);
        if (needed.isEmpty()) {
            call.put("security", List.of());
            return;
        }
        Map<String, Object> responses = mapping(call.get("responses"));
        responses.putIfAbsent("401", Map.of("$ref", "#/components/responses/NoAccess"));
        if (needed.get() == Role.OPERATE) {
            responses.putIfAbsent("403", Map.of("$ref", "#/components/responses/NoRight"));
        }
    }

    private static Map<String, Object> read(Routes routes) {
        return routes.openApi().map(name -> {
            try (InputStream in = routes.getClass().getResourceAsStream(name)) {
                if (in == null) {
                    throw new IllegalStateException("the program was built without %s of %s".formatted(name, routes));
                }
                return mapping(new Load(LoadSettings.builder().setLabel(name).build())
                        .loadFromString(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }).orElseGet(LinkedHashMap::new);
    }

    /** Lays one description into another; two services that describe the same differently are a defect. */
    private static void merge(Map<String, Object> into, Map<String, Object> more, String source) {
        more.forEach((key, value) -> {
            Object known = into.putIfAbsent(key, value);
            if (known instanceof Map && value instanceof Map) {
                merge(mapping(known), mapping(value), source);
            } else if (known instanceof List<?> first && value instanceof List<?> second) {
                into.put(key, Stream.concat(first.stream(), second.stream()).toList());
            } else if (known != null && !known.equals(value)) {
                throw new IllegalStateException(
                        "%s describes %s otherwise than another service".formatted(source, key));
            }
        });
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> mapping(Object value) {
        return (Map<String, Object>) value;
    }
}
