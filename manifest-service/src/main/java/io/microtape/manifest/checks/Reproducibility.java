package io.microtape.manifest.checks;

import io.microtape.manifest.input.FileIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Everything that somebody needs to build the same manifest again: inputs by content, configuration and versions.
 *
 * @param events    event files
 * @param dailyBars  daily bar files; empty if none were given
 * @param minuteBars likewise
 */
public record Reproducibility(List<FileIdentity> events, List<FileIdentity> dailyBars,
        List<FileIdentity> minuteBars, String configHash, String enrichmentVersion, String recipeVersion,
        String softwareVersion) {
    /** What is not known, in words. */
    List<String> missing() {
        List<String> missing = new ArrayList<>();
        if (events.isEmpty()) {
            missing.add("event files");
        }
        Stream.of(events, dailyBars, minuteBars).flatMap(List::stream).filter(input -> input.sha256().isBlank())
                .forEach(input -> missing.add("content hash of " + input.name()));
        require("configuration hash", configHash, missing);
        require("enrichment version", enrichmentVersion, missing);
        require("recipe version", recipeVersion, missing);
        require("software version", softwareVersion, missing);
        return missing;
    }

    private static void require(String name, String value, List<String> missing) {
        if (value.isBlank()) {
            missing.add(name);
        }
    }
}
