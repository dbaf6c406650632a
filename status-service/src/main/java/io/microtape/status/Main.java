package io.microtape.status;

import io.microtape.runtime.process.ServiceProcess;

/** The status-service as a process of its own. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        ServiceProcess.run("status-service",
                "Answers how far every manifest is, shows it live on the dashboard, and gives out the tapes.",
                StatusProcess::start, arguments);
    }
}
