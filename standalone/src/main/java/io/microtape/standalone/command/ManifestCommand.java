package io.microtape.standalone.command;

import picocli.CommandLine.Command;

/** Groups what is done with manifests. */
@Command(name = "manifest", mixinStandardHelpOptions = true, description = "Build and approve manifests.", subcommands = {
        ManifestBuildCommand.class, ManifestApproveCommand.class})
final class ManifestCommand {}
