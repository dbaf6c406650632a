package io.microtape.manifest;

import io.microtape.model.profile.Profile;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What to build a manifest from.
 *
 * @param events    a Parquet file, a folder of them or a glob
 * @param dailyBars a Parquet file or a folder of them; without it every daily metric is missing
 * @param dryRun    whether to decide and report without writing anything
 */
public record BuildRequest(String events, Optional<Path> dailyBars, Profile profile, boolean dryRun) {}
