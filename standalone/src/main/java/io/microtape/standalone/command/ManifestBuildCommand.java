package io.microtape.standalone.command;

import io.microtape.manifest.BuildRequest;
import io.microtape.manifest.BuiltManifest;
import io.microtape.standalone.Workplace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code microtape manifest build}. */
@Command(name = "build", mixinStandardHelpOptions = true, description = "Select events and write them as a manifest, with every rejection explained.", footer = {
        "", "Example:",
        "  microtape manifest build --events 'events/*.parquet' --daily-bars bars.parquet --profile core"})
final class ManifestBuildCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;
    @Mixin
    private CommonOptions common;

    @Option(names = "--events", required = true, paramLabel = "GLOB", description = "Parquet file, folder or quoted glob of events")
    private String events;

    @Option(names = "--daily-bars", paramLabel = "PATH", description = "Parquet file or folder of daily bars")
    private Optional<Path> dailyBars = Optional.empty();

    @Option(names = "--profile", paramLabel = "P", description = "core, plus, premium, demo or one of your own")
    private Optional<String> profile = Optional.empty();

    @Option(names = "--dry-run", description = "decide and report, write nothing")
    private boolean dryRun;

    @Override
    public Integer call() {
        try (Workplace workplace = common.workplace(profile, List.of())) {
            BuiltManifest built = workplace.manifests()
                    .build(new BuildRequest(events, dailyBars, workplace.config().profile(), dryRun));
            new Printer(spec, common.json()).print(built, () -> lines(built));
        }
        return 0;
    }

    private List<String> lines(BuiltManifest built) {
        List<String> lines = new ArrayList<>(ManifestText.lines(built, !dryRun));
        if (!dryRun) {
            lines.add("next      microtape manifest approve %s --by NAME --reason TEXT".formatted(built.manifestId()));
        }
        return lines;
    }
}
