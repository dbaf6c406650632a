package io.microtape.runtime.config;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Lays settings over the defaults, which are at the same time the list of keys and types that exist. */
final class Merge {
    private static final String PROFILES = "profiles";
    private static final String LIQUIDITY = "liquidity_filters";
    /** What a session has of its own: any of the thresholds of the block it stands in. */
    private static final Pattern LIQUIDITY_OF_SESSION = Pattern.compile(LIQUIDITY + "\\.(PM|RTH|AH)\\.");
    private static final String BUCKETS = "ensure_time_buckets";
    /** Shares by names that users choose: given again, they replace the earlier ones as a whole. */
    private static final String BUCKETS_PATH = "intraday_manifest." + BUCKETS + ".";

    private Merge() {}

    /** Lays {@code over} onto {@code base} in place; {@code source} is named when something does not fit. */
    static void into(Map<String, Object> base, Map<String, Object> over, String source) {
        over.forEach((key, value) -> put(base, "", key, value, source, base));
    }

    static void set(Map<String, Object> base, Setting setting) {
        Map<String, Object> at = base;
        StringBuilder path = new StringBuilder();
        List<String> keys = setting.path();
        for (String key : keys.subList(0, keys.size() - 1)) {
            if (!at.containsKey(key) || !(at.get(key) instanceof Map)) {
                throw unknown(path + key, setting.source(), at.keySet(), key);
            }
            at = mapping(at.get(key));
            path.append(key).append('.');
        }
        Object known = known(at, path.toString(), keys.getLast(), base).orElse(null);
        Object value = known instanceof String ? setting.value() : Yaml.value(setting.value(), setting.source());
        put(at, path.toString(), keys.getLast(), value, setting.source(), base);
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> mapping(Object value) {
        return (Map<String, Object>) value;
    }

    static Map<String, Object> copy(Map<String, Object> tree) {
        Map<String, Object> copy = new LinkedHashMap<>();
        tree.forEach((key, value) -> copy.put(key, value instanceof Map ? copy(mapping(value)) : value));
        return copy;
    }

    private static void put(Map<String, Object> base, String prefix, String key, Object value, String source,
            Map<String, Object> root) {
        String path = prefix + key;
        if (prefix.equals(PROFILES + ".") && value instanceof Map) {
            putProfile(base, key, mapping(value), source, root);
            return;
        }
        Object known = known(base, prefix, key, root).orElseThrow(() -> unknown(path, source,
                LIQUIDITY_OF_SESSION.matcher(prefix).matches() ? thresholds(root).keySet() : base.keySet(), key));
        if (known instanceof Map) {
            if (!(value instanceof Map)) {
                throw new ConfigException("%s: %s holds keys of its own, not a single value".formatted(source, path));
            }
            Map<String, Object> into = mapping(known);
            if (key.equals(BUCKETS)) {
                into.clear();
            }
            mapping(value).forEach((k, v) -> put(into, path + ".", k, v, source, root));
            return;
        }
        if (value == null || !kind(known).equals(kind(value))) {
            throw new ConfigException("%s: %s should be %s, such as %s, not %s".formatted(source, path, kind(known),
                    known, value == null ? "nothing" : "'" + value + "'"));
        }
        base.put(key, value);
    }

    /** A value of the type that a setting has, if there is such a setting. */
    private static Optional<Object> known(Map<String, Object> base, String prefix, String key,
            Map<String, Object> root) {
        if (base.containsKey(key)) {
            return Optional.of(base.get(key));
        }
        if (LIQUIDITY_OF_SESSION.matcher(prefix).matches()) {
            return Optional.ofNullable(thresholds(root).get(key));
        }
        return prefix.equals(BUCKETS_PATH) ? Optional.of(0.0) : Optional.empty();
    }

    private static Map<String, Object> thresholds(Map<String, Object> root) {
        Map<String, Object> thresholds = copy(mapping(root.get(LIQUIDITY)));
        thresholds.values().removeIf(Map.class::isInstance);
        return thresholds;
    }

    /** A profile holds any part of the base blocks; it is checked against them at once, also when it is not in force. */
    private static void putProfile(Map<String, Object> profiles, String name, Map<String, Object> differences,
            String source, Map<String, Object> root) {
        into(copy(root), differences, "%s: %s.%s".formatted(source, PROFILES, name));
        Object known = profiles.get(name);
        profiles.put(name, known instanceof Map ? deep(mapping(known), differences) : differences);
    }

    private static Map<String, Object> deep(Map<String, Object> base, Map<String, Object> over) {
        Map<String, Object> merged = copy(base);
        over.forEach((key, value) -> merged.put(key,
                merged.get(key) instanceof Map && value instanceof Map && !key.equals(BUCKETS)
                        ? deep(mapping(merged.get(key)), mapping(value))
                        : value));
        return merged;
    }

    private static String kind(Object value) {
        return switch (value) {
            case Number _ -> "a number";
            case Boolean _ -> "true or false";
            case List<?> _ -> "a list";
            case Map<?, ?> _ -> "keys and values";
            default -> "text";
        };
    }

    private static ConfigException unknown(String path, String source, Set<String> known, String key) {
        String nearest = known.stream().min(Comparator.comparingInt(other -> distance(key, other))).orElse("");
        return new ConfigException("%s: there is no setting %s; the nearest is '%s', and there are: %s"
                .formatted(source, path, nearest, String.join(", ", known)));
    }

    /** Levenshtein distance, for the hint alone. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                row[j] = Math.min(Math.min(row[j], row[j - 1]) + 1,
                        diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1));
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
