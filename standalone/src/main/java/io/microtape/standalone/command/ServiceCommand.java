package io.microtape.standalone.command;

import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code microtape service}. */
@Command(name = "service", mixinStandardHelpOptions = true, description = {
        "Run one of the three services as a process of its own, on one of many machines.",
        "The settings, the ledger on a server and the lake in a bucket: docs/cluster.md."}, footer = {"", "Example:",
                "  microtape service manifest-service --cluster --config fleet.yaml"})
final class ServiceCommand {
    private ServiceCommand() {}

    /** With the three services under it. */
    static CommandLine with(Map<String, String> environment) {
        var command = new CommandLine(new ServiceCommand());
        command.addSubcommand(io.microtape.manifest.Main.command(environment));
        command.addSubcommand(io.microtape.downloader.Main.command(environment));
        command.addSubcommand(io.microtape.status.Main.command(environment));
        return command;
    }
}
