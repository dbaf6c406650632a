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
 * @param append     the manifest whose events stay, and which the new one adds to
 * @param compare    the manifest to compare with: only in a dry run, since a stored report is about one manifest
 */
public record BuildRequest(String events, Optional<String> dailyBars, Optional<String> minuteBars, Profile profile,
        boolean dryRun, Optional<String> append, Optional<String> compare) {

    /** A build on its own. */
    public BuildRequest(String events, Optional<String> dailyBars, Optional<String> minuteBars, Profile profile,
            boolean dryRun) {
        this(events, dailyBars, minuteBars, profile, dryRun, Optional.empty(), Optional.empty());
    }
}
