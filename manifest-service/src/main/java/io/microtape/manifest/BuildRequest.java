package io.microtape.manifest;

import io.microtape.model.profile.Profile;
import java.util.Optional;

/**
 * What to build a manifest from.
 *
 * @param events     Parquet or CSV: a file, a folder or a glob
 * @param dailyBars  the same; without them every daily metric is missing
 * @param minuteBars the same; without them {@code vwap_min} and {@code spike_x} are what the events say
 * @param dryRun     whether to decide and report without writing anything
 */
public record BuildRequest(String events, Optional<String> dailyBars, Optional<String> minuteBars, Profile profile,
        boolean dryRun) {}
