package io.microtape.runtime.config;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import io.microtape.model.id.Sha256;
import io.microtape.model.profile.Profile;
import io.microtape.runtime.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The settings in force: shipped defaults, under a file, under the active profile, under single settings. Immutable.
 * Every key that does not exist in the defaults is refused by name, as is a value of another type than the default's.
 */
public final class Config {
    private static final String DEFAULTS = "/io/microtape/conf/microtape.yaml";
    private static final String PROFILES = "profiles";
    private static final String ACTIVE = "active_profile";
    private static final List<String> PROFILE_BLOCKS = List.of("intraday_manifest", "liquidity_filters",
            "event_tape_window_before_minutes", "event_tape_window_after_minutes", "dynamic_extension",
            "micro_download", "checks");

    private final Map<String, Object> tree;
    private final String profileName;
    private final Sources sources;
    private final Origin origin;

    private Config(Map<String, Object> tree, String profileName, Sources sources, Origin origin) {
        this.tree = tree;
        this.profileName = profileName;
        this.sources = sources;
        this.origin = origin;
    }

    /**
     * Where settings came from that are not the defaults.
     *
     * @param place what all but the single ones stand in; empty when there is no such place
     */
    private record Origin(String place, List<Setting> settings) {
        /** The setting that a complaint names, else the place of the others; to stand before the complaint. */
        String of(String complaint) {
            String found = settings.stream().filter(setting -> names(complaint, setting)).map(Setting::source)
                    .reduce((_, last) -> last).orElse(place);
            return found.isEmpty() ? "" : found + ": ";
        }

        Origin and(List<Setting> more) {
            return new Origin(place, Stream.concat(settings.stream(), more.stream()).toList());
        }

        private static boolean names(String complaint, Setting setting) {
            return Pattern.compile(Pattern.quote(String.join(".", setting.path())) + "(?![a-z0-9_.])")
                    .matcher(complaint).find();
        }
    }

    /** The shipped defaults alone. */
    public static Config defaults() {
        return load(Optional.empty(), Optional.empty(), List.of());
    }

    /**
     * The settings in force.
     *
     * @param file     a YAML file of what differs from the defaults
     * @param profile  the profile to use instead of {@code profiles.active_profile}
     * @param settings {@code key=value} texts, applied last, later ones over earlier ones
     * @throws ConfigException when any of them cannot be honoured
     */
    public static Config load(Optional<Path> file, Optional<String> profile, List<String> settings) {
        Map<String, Object> tree = Yaml.mapping(resource(DEFAULTS), "the shipped defaults");
        file.ifPresent(path -> Merge.into(tree, Yaml.mapping(text(path), path.toString()), path.toString()));
        List<Setting> parsed = settings.stream().map(Setting::parse).toList();
        parsed.stream().filter(setting -> setting.path().getFirst().equals(PROFILES))
                .forEach(setting -> Merge.set(tree, setting));
        var sources = new Sources(tree, new Origin(file.map(Path::toString).orElse(""), parsed));
        var config = sources.under(profile.orElse((String) Merge.mapping(tree.get(PROFILES)).get(ACTIVE)));
        config.profile();
        return config;
    }

    /** What every profile is laid over, and the settings that go over every profile. */
    private record Sources(Map<String, Object> tree, Origin origin) {
        Config under(String name) {
            Map<String, Object> profiles = Merge.mapping(tree.get(PROFILES));
            Object differences = profiles.get(name);
            if (!(differences instanceof Map) || name.equals(ACTIVE)) {
                throw new ConfigException("there is no profile '%s'; there are %s".formatted(name, profiles.keySet()
                        .stream().filter(key -> !key.equals(ACTIVE)).collect(Collectors.joining(", "))));
            }
            Map<String, Object> merged = Merge.copy(tree);
            Merge.into(merged, Merge.mapping(differences), "profile " + name);
            origin.settings().stream().filter(setting -> !setting.path().getFirst().equals(PROFILES))
                    .forEach(setting -> Merge.set(merged, setting));
            return new Config(merged, name, this, origin);
        }
    }

    /**
     * The settings that would be in force under another profile: same file, same single settings over it.
     *
     * @throws ConfigException when there is no such profile
     */
    public Config withProfile(String name) {
        return sources.under(name);
    }

    /** These settings with others on top, nested as in a file. */
    public Config with(Map<String, Object> overrides) {
        if (overrides.containsKey(PROFILES)) {
            throw new ConfigException("overrides: profiles are defined in the configuration file, not here");
        }
        Map<String, Object> copy = Merge.copy(tree);
        Merge.into(copy, overrides, "overrides");
        // What was in force could be honoured, so a complaint is about what came on top.
        return new Config(copy, profileName, sources, new Origin("overrides", List.of()));
    }

    /** These settings with others on top. */
    public Config with(List<String> settings) {
        Map<String, Object> copy = Merge.copy(tree);
        List<Setting> parsed = settings.stream().map(Setting::parse).toList();
        parsed.forEach(setting -> {
            if (setting.path().getFirst().equals(PROFILES)) {
                throw new ConfigException(
                        "%s: profiles are defined in the configuration file, not here".formatted(setting.text()));
            }
            Merge.set(copy, setting);
        });
        return new Config(copy, profileName, sources, origin.and(parsed));
    }

    /** The profile in force. */
    public Profile profile() {
        Map<String, Object> blocks = new LinkedHashMap<>();
        blocks.put("name", profileName);
        PROFILE_BLOCKS.forEach(block -> blocks.put(block, tree.get(block)));
        return bind(blocks, "", Profile.class);
    }

    /** SHA-256 of the profile's canonical form: equal exactly when the profiles are equal. */
    public static String hash(Profile profile) {
        return Sha256.hex(Json.text(Json.mapper().convertValue(profile, Map.class)));
    }

    /**
     * A block of settings as its record.
     *
     * @throws ConfigException when a value cannot be honoured
     */
    public <T> T block(String name, Class<T> type) {
        return bind(tree.get(name), name + ".", type);
    }

    private <T> T bind(Object values, String prefix, Class<T> type) {
        try {
            return Json.mapper().convertValue(values, type);
        } catch (IllegalArgumentException e) {
            String complaint = explain(e, prefix);
            throw new ConfigException(origin.of(complaint) + complaint, e);
        }
    }

    private static String explain(IllegalArgumentException e, String prefix) {
        if (e.getCause() instanceof ValueInstantiationException impossible) {
            String complaint = impossible.getCause() == null
                    ? impossible.getOriginalMessage()
                    : impossible.getCause().getMessage();
            // A record that stands at several places names its keys without the place.
            String place = (prefix + path(impossible)).replaceFirst("\\.$", "");
            return complaint.contains(place) ? complaint : place + "." + complaint;
        }
        if (e.getCause() instanceof JsonMappingException mapping) {
            return "%s%s: %s".formatted(prefix, path(mapping), mapping.getOriginalMessage());
        }
        return e.getMessage();
    }

    private static String path(JsonMappingException mapping) {
        return mapping.getPath().stream().map(JsonMappingException.Reference::getFieldName)
                .collect(Collectors.joining("."));
    }

    private static String text(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new ConfigException("configuration file %s cannot be read: give the path of a readable YAML file"
                    .formatted(path), e);
        }
    }

    static String resource(String name) {
        try (InputStream in = Config.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the program was built without " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
