package io.microtape.downloader;

import io.microtape.runtime.process.ServiceProcess;
import java.util.Map;
import picocli.CommandLine;

/** The downloader-service as a process of its own. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        ServiceProcess.run(command(System.getenv()), arguments);
    }

    /** The command that runs it. */
    public static CommandLine command(Map<String, String> environment) {
        return ServiceProcess.command("downloader-service",
                "Captures what the manifest-service hands out: asks the vendor under the budget of the fleet, and publishes proven files. The vendor key comes from MICROTAPE_VENDOR_API_KEY.",
                DownloaderProcess::start, environment);
    }
}
