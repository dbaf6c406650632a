package io.microtape.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.runtime.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Pins every key and default that ships. A default that changes, or a key that comes or goes, is a change for users: it
 * shows here, once, on purpose.
 */
class DefaultsTest {
    private static final String SHIPPED = "/io/microtape/conf/microtape.yaml";
    private static final String PINNED = "defaults.txt";
    private static final String METHOD = "profiles.txt";

    @Test
    void every_key_has_the_default_that_is_pinned() {
        assertThat(lines(flat(Yaml.mapping(Config.resource(SHIPPED), SHIPPED)))).as(
                "conf/microtape.yaml and the pinned defaults differ. When the change is meant, change the same line of "
                        + "shared-runtime/src/test/resources/io/microtape/runtime/config/%s: one 'key = value' a key, sorted",
                PINNED).containsExactlyElementsOf(pinned(PINNED));
    }

    /** The table of the method, {@code key | core | plus | premium}: effective values, whatever block they come from. */
    @Test
    void the_profiles_in_force_are_those_of_the_method() {
        Map<String, Object> core = effective("core");
        Map<String, Object> plus = effective("plus");
        Map<String, Object> premium = effective("premium");
        List<String> table = pinned(METHOD);
        assertThat(table).hasSizeGreaterThan(12).allSatisfy(line -> {
            String key = line.substring(0, line.indexOf(' '));
            assertThat(core).as("the profiles have no %s; correct %s", key, METHOD).containsKey(key);
            assertThat("%s | %s | %s | %s".formatted(key, core.get(key), plus.get(key), premium.get(key)))
                    .as("a profile differs from the table of the method in %s", METHOD).isEqualTo(line);
        });
    }

    private static Map<String, Object> effective(String profile) {
        return flat(Json.mapper().convertValue(Config.load(Optional.empty(), Optional.of(profile), List.of()).profile(),
                Map.class));
    }

    private static List<String> lines(Map<String, Object> flat) {
        return flat.entrySet().stream().map(entry -> entry.getKey() + " = " + entry.getValue()).toList();
    }

    private static List<String> pinned(String name) {
        return Config.resource("/io/microtape/runtime/config/" + name).lines().toList();
    }

    private static Map<String, Object> flat(Map<?, ?> tree) {
        Map<String, Object> flat = new TreeMap<>();
        tree.forEach((key, value) -> {
            if (value instanceof Map<?, ?> deeper && !deeper.isEmpty()) {
                flat(deeper).forEach((rest, leaf) -> flat.put(key + "." + rest, leaf));
            } else {
                flat.put(key.toString(), value);
            }
        });
        return flat;
    }
}
