package io.microtape.manifest.selection;

/** Why an event was rejected, and where. The name is stable: users filter on it. */
public record Reason(Stage stage, String name) {}
