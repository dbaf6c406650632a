package io.microtape.standalone.command;

import io.microtape.manifest.BuiltManifest;
import io.microtape.manifest.http.BuildBody;
import io.microtape.standalone.installation.Installation;
import io.microtape.standalone.progress.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code microtape manifest build}. */
@Command(name = "build", mixinStandardHelpOptions = true, description = "Select events and write them as a manifest, with every rejection explained.", footer = {
        "", "Example:",
        "  microtape manifest build --events 'events/*.parquet' --daily-bars bars.parquet --profile core",
        "  microtape manifest build --events 'events/*.parquet' --dry-run --compare ID --set intraday_manifest.max_per_symbol=5"})
final class ManifestBuildCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;
    @Mixin
    private InstallationOptions options;

    @Option(names = "--events", required = true, paramLabel = "GLOB", description = "events: a Parquet or CSV file, a folder or a quoted glob")
    private String events;

    @Option(names = "--daily-bars", paramLabel = "GLOB", description = "daily bars: likewise")
    private Optional<String> dailyBars = Optional.empty();

    @Option(names = "--minute-bars", paramLabel = "GLOB", description = "minute bars: likewise; they fill in vwap_min and spike_x where an event has none")
    private Optional<String> minuteBars = Optional.empty();

    @Option(names = "--profile", paramLabel = "P", description = "core, plus, premium, demo or one of your own")
    private Optional<String> profile = Optional.empty();

    @Option(names = "--dry-run", description = "decide and report, write nothing")
    private boolean dryRun;

    @Option(names = "--append", paramLabel = "ID", description = "keep the events of this manifest and add to them")
    private Optional<String> append = Optional.empty();

    @Option(names = "--compare", paramLabel = "ID", description = "with --dry-run: say what would enter and leave this manifest, and why")
    private Optional<String> compare = Optional.empty();

    @Override
    public Integer call() {
        if (compare.isPresent() && !dryRun) {
            throw new ParameterException(spec.commandLine(),
                    "--compare belongs to --dry-run: a stored report is about one manifest alone");
        }
        try (Installation there = options.openFor(profile)) {
            BuiltManifest built;
            try (Progress progress = options.printer().progress("build")) {
                built = there.build(asked(), progress);
                progress.allSteps();
            }
            options.printer().print(built, () -> lines(built));
        }
        return 0;
    }

    private BuildBody asked() {
        // A home here is opened under profile and settings; a server is told them.
        return new BuildBody(options.file("--events", events),
                dailyBars.map(files -> options.file("--daily-bars", files)),
                minuteBars.map(files -> options.file("--minute-bars", files)), profile, Optional.empty(),
                options.settings(), Optional.of(dryRun), append, compare);
    }

    private List<String> lines(BuiltManifest built) {
        List<String> lines = new ArrayList<>(ManifestText.lines(built, !dryRun));
        if (!dryRun) {
            lines.add("next      microtape manifest approve %s --by NAME --reason TEXT%s".formatted(built.manifestId(),
                    options.same()));
        }
        return lines;
    }
}
