package io.microtape.manifest.store;

import io.microtape.manifest.input.FileIdentity;
import io.microtape.model.profile.Profile;
import java.util.Comparator;
import java.util.List;

/**
 * {@code manifest.json}: what it took to build a manifest. The only place that knows when and where that was.
 *
 * @param events    event files, sorted by content hash
 * @param dailyBars daily bar files, sorted by content hash; empty if none were given
 * @param createdAt UTC, ISO text
 */
public record Sidecar(String manifestId, String contentHash, String configHash, String enrichmentVersion,
        String recipeVersion, String softwareVersion, Profile profile, List<FileIdentity> events,
        List<FileIdentity> dailyBars, int rows, String createdAt, String host) {
    public Sidecar {
        events = byContent(events);
        dailyBars = byContent(dailyBars);
    }

    private static List<FileIdentity> byContent(List<FileIdentity> files) {
        return files.stream()
                .sorted(Comparator.comparing(FileIdentity::sha256).thenComparing(FileIdentity::name)).toList();
    }
}
