package io.microtape.manifest.http;

import io.microtape.manifest.BuildRequest;
import io.microtape.runtime.config.Config;
import io.microtape.runtime.config.ConfigException;
import io.microtape.runtime.http.Problem;
import io.microtape.runtime.http.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks for a build: the body of the REST call, and what a command says.
 *
 * @param events     a Parquet or CSV file, a folder or a glob, on the server's disk
 * @param dailyBars  the same
 * @param minuteBars the same
 * @param profile   the profile to build under; else the server's own
 * @param overrides settings over the profile, nested as in a configuration file
 * @param set       settings over all others, {@code key=value}
 * @param dryRun    whether to decide and report without writing anything
 * @param append    the manifest to add to
 * @param compare   the manifest to compare with, in a dry run
 */
public record BuildBody(String events, Optional<String> dailyBars, Optional<String> minuteBars,
        Optional<String> profile,
        Optional<Map<String, Object>> overrides, Optional<List<String>> set, Optional<Boolean> dryRun,
        Optional<String> append, Optional<String> compare) {

    /**
     * What to build, under the settings of a server.
     *
     * @param dryRunParameter what the address says about it
     * @throws ConfigException  when there is no such profile, or a setting cannot be honoured
     * @throws ProblemException when address and body contradict each other
     */
    public BuildRequest over(Config config, Optional<Boolean> dryRunParameter) {
        Config named = profile.map(config::withProfile).orElse(config);
        Config overridden = overrides.map(named::with).orElse(named);
        if (set.isPresent() && set.get().contains(null)) {
            throw new ProblemException(
                    Problem.badRequest("set holds null", "write each setting as key=value, or leave it out"));
        }
        Config settled = overridden.with(set.orElse(List.of()));
        if (dryRun.isPresent() && dryRunParameter.isPresent() && !dryRun.equals(dryRunParameter)) {
            throw new ProblemException(
                    Problem.badRequest("the address says dry_run=%s, the body says %s".formatted(dryRunParameter.get(),
                            dryRun.get()), "say it once"));
        }
        boolean dry = dryRun.or(() -> dryRunParameter).orElse(false);
        if (compare.isPresent() && !dry) {
            throw new ProblemException(Problem.badRequest("compare belongs to a dry run",
                    "add dry_run, or compare nothing: a stored report is about one manifest alone"));
        }
        return new BuildRequest(events, dailyBars, minuteBars, settled.profile(), dry, append, compare);
    }
}
