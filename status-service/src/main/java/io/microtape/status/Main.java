package io.microtape.status;

import io.microtape.runtime.process.ServiceProcess;
import java.util.Map;
import picocli.CommandLine;

/** The status-service as a process of its own. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        ServiceProcess.run(command(System.getenv()), arguments);
    }

    /** The command that runs it. */
    public static CommandLine command(Map<String, String> environment) {
        return ServiceProcess.command("status-service",
                "Answers how far every manifest is, shows it live on the dashboard, and gives out the tapes.",
                StatusProcess::start, environment);
    }
}
