package io.microtape.runtime.config;

import java.util.List;

/** One {@code key.with.dots=value} text, split. */
record Setting(String text, List<String> path, String value) {
    static Setting parse(String text) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new ConfigException(
                    "--set %s: write key=value, such as intraday_manifest.max_per_symbol=18".formatted(text));
        }
        return new Setting(text, List.of(text.substring(0, equals).trim().split("\\.")),
                text.substring(equals + 1).trim());
    }

    /** As it was given, for people; without a password, wherever one was put. */
    String source() {
        return "--set " + text.replaceAll("(?i)(password=)[^&]*", "$1***");
    }
}
