package io.microtape.manifest.http;

import io.microtape.manifest.BuildRequest;
import io.microtape.runtime.config.Config;
import io.microtape.runtime.config.ConfigException;
import io.microtape.runtime.http.Problem;
import io.microtape.runtime.http.ProblemException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks for a build.
 *
 * @param events    a Parquet file, a folder or a glob, on the server's disk
 * @param dailyBars a Parquet file or folder
 * @param profile   the profile to build under; else the server's own
 * @param overrides settings over the profile, nested as in a configuration file
 * @param set       settings over all others, {@code key=value}
 * @param dryRun    whether to decide and report without writing anything
 */
record BuildBody(String events, Optional<String> dailyBars, Optional<String> profile,
        Optional<Map<String, Object>> overrides, Optional<List<String>> set, Optional<Boolean> dryRun) {

    /**
     * What to build, under the settings of a server.
     *
     * @param dryRunParameter what the address says about it
     * @throws ConfigException  when there is no such profile, or a setting cannot be honoured
     * @throws ProblemException when address and body contradict each other
     */
    BuildRequest over(Config config, Optional<Boolean> dryRunParameter) {
        Config named = profile.map(config::withProfile).orElse(config);
        Config overridden = overrides.map(named::with).orElse(named);
        Config settled = overridden.with(set.orElse(List.of()));
        if (dryRun.isPresent() && dryRunParameter.isPresent() && !dryRun.equals(dryRunParameter)) {
            throw new ProblemException(
                    Problem.badRequest("the address says dry_run=%s, the body says %s".formatted(dryRunParameter.get(),
                            dryRun.get()), "say it once"));
        }
        return new BuildRequest(events, dailyBars.map(BuildBody::path), settled.profile(),
                dryRun.or(() -> dryRunParameter).orElse(false));
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new ProblemException(Problem.badRequest("daily_bars: %s".formatted(e.getMessage()),
                    "give a path on the server's disk"));
        }
    }
}
