package io.microtape.manifest.store;

import io.microtape.manifest.input.FileIdentity;
import io.microtape.model.profile.Profile;
import io.microtape.runtime.config.Config;
import io.microtape.runtime.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * {@code manifest.json}: what it took to build a manifest. The only place that knows when and where that was.
 *
 * @param events    event files, sorted by content hash
 * @param dailyBars daily bar files, sorted by content hash; empty if none were given
 * @param minuteBars minute bar files, likewise
 * @param createdAt UTC, ISO text
 */
public record Sidecar(String manifestId, String contentHash, String configHash, String enrichmentVersion,
        String recipeVersion, Optional<String> parentId, String softwareVersion, Profile profile,
        List<FileIdentity> events,
        List<FileIdentity> dailyBars, List<FileIdentity> minuteBars, int rows, String createdAt, String host) {
    /** The name of the file in the manifest's folder. */
    public static final String NAME = "manifest.json";

    public Sidecar {
        events = byContent(events);
        dailyBars = byContent(dailyBars);
        minuteBars = byContent(minuteBars);
    }

    /**
     * The sidecar in a manifest's folder.
     *
     * @throws TamperedManifestException when it is missing or is no sidecar
     */
    public static Sidecar read(Path folder) {
        Path file = folder.resolve(NAME);
        try {
            return Json.read(Files.readString(file), Sidecar.class);
        } catch (IOException e) {
            throw unusable(file, "is not there or cannot be read", e);
        } catch (IllegalArgumentException e) {
            throw unusable(file, "was changed after it was built: " + e.getMessage(), e);
        }
    }

    /**
     * The profile that a manifest was built with.
     *
     * @throws TamperedManifestException when the sidecar in its folder holds another
     */
    public static Profile profile(Path folder, ManifestIdentity identity) {
        Profile profile = read(folder).profile();
        if (!Config.hash(profile).equals(identity.configHash())) {
            throw new TamperedManifestException(
                    "the profile in %s is not the one that the manifest was built with; move the folder away and build again"
                            .formatted(folder));
        }
        return profile;
    }

    private static TamperedManifestException unusable(Path file, String why, Exception cause) {
        return new TamperedManifestException(
                "%s %s; move the folder away and build again".formatted(file, why), cause);
    }

    private static List<FileIdentity> byContent(List<FileIdentity> files) {
        return files.stream()
                .sorted(Comparator.comparing(FileIdentity::sha256).thenComparing(FileIdentity::name)).toList();
    }
}
