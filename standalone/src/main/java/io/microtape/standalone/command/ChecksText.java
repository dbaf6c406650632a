package io.microtape.standalone.command;

import io.microtape.model.manifest.Check;

/** A check in a line for a terminal. */
final class ChecksText {
    private ChecksText() {}

    static String line(Check check) {
        String value = check.value() == null ? "nothing to measure" : "%.4g %s".formatted(check.value(), check.unit());
        return "%s: %s, asked for %s%s".formatted(check.name(), value, check.threshold(),
                check.detail().isEmpty() ? "" : " (%s)".formatted(check.detail()));
    }
}
