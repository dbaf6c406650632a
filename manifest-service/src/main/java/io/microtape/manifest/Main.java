package io.microtape.manifest;

import io.microtape.runtime.process.ServiceProcess;
import java.util.Map;
import picocli.CommandLine;

/** The manifest-service as a process of its own. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        ServiceProcess.run(command(System.getenv()), arguments);
    }

    /** The command that runs it. */
    public static CommandLine command(Map<String, String> environment) {
        return ServiceProcess.command("manifest-service",
                "Builds manifests, guards the gate to a run, owns the ledger and hands out its captures to downloaders.",
                ManifestProcess::start, environment);
    }
}
