package io.microtape.manifest;

import io.microtape.runtime.process.ServiceProcess;

/** The manifest-service as a process of its own. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        ServiceProcess.run("manifest-service",
                "Builds manifests, guards the gate to a run, owns the ledger and hands out its captures to downloaders.",
                ManifestProcess::start, arguments);
    }
}
