package io.microtape.runtime.config;

import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * YAML 1.2 with the JSON schema: {@code NO}, {@code ON} and {@code TRUE} are the tickers they look like, not booleans.
 * Duplicate keys are refused.
 */
final class Yaml {
    private Yaml() {}

    /** A document that is a mapping; an empty one is an empty mapping. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> mapping(String text, String source) {
        Object value = value(text, source);
        if (value == null) {
            return Map.of();
        }
        if (!(value instanceof Map<?, ?> map)) {
            throw new ConfigException("%s: it should hold keys and values, not a single value".formatted(source));
        }
        return (Map<String, Object>) map;
    }

    static Object value(String text, String source) {
        try {
            return new Load(LoadSettings.builder().setAllowDuplicateKeys(false).setLabel(source).build())
                    .loadFromString(text);
        } catch (YamlEngineException e) {
            throw new ConfigException("%s is not valid YAML: %s".formatted(source, e.getMessage()), e);
        } catch (StackOverflowError e) {
            throw new ConfigException("%s is not valid YAML: its lists or keys are nested too deeply".formatted(source),
                    e);
        }
    }
}
