package io.microtape.manifest.whatif;

import io.microtape.model.profile.Profile;
import io.microtape.runtime.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A setting of a profile that differs.
 *
 * @param setting the key with dots
 * @param before  its value in the earlier manifest, as JSON; empty if it had none
 * @param after   its value now
 */
public record ChangedSetting(String setting, String before, String after) {

    /** The settings in which two profiles differ, by key. */
    public static List<ChangedSetting> between(Profile before, Profile after) {
        Map<String, String> was = flat(before);
        Map<String, String> is = flat(after);
        var keys = new TreeSet<String>(was.keySet());
        keys.addAll(is.keySet());
        List<ChangedSetting> changed = new ArrayList<>();
        for (String key : keys) {
            var setting = new ChangedSetting(key, was.getOrDefault(key, ""), is.getOrDefault(key, ""));
            if (!setting.before.equals(setting.after)) {
                changed.add(setting);
            }
        }
        return changed;
    }

    private static Map<String, String> flat(Profile profile) {
        Map<String, String> flat = new TreeMap<>();
        flatten("", Json.mapper().convertValue(profile, Map.class), flat);
        return flat;
    }

    private static void flatten(String prefix, Map<?, ?> tree, Map<String, String> into) {
        tree.forEach((key, value) -> {
            if (value instanceof Map<?, ?> deeper) {
                flatten(prefix + key + ".", deeper, into);
            } else {
                into.put(prefix + key, Json.text(value));
            }
        });
    }
}
