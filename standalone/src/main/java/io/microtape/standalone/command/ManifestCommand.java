package io.microtape.standalone.command;

import picocli.CommandLine.Command;

/** Groups what is done with manifests. */
@Command(name = "manifest", mixinStandardHelpOptions = true, description = "Build, list, read, check, estimate and approve manifests.", footer = {
        "", "Example:", "  microtape manifest list"}, subcommands = {
                ManifestBuildCommand.class, ManifestListCommand.class, ManifestShowCommand.class,
                ManifestCheckCommand.class,
                ManifestEstimateCommand.class, ManifestApproveCommand.class})
final class ManifestCommand {}
