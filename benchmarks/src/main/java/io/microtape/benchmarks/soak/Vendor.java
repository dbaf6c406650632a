package io.microtape.benchmarks.soak;

import io.microtape.servers.JavaProcess;
import java.net.URI;

/** The simulated vendor in a process of its own; after a restart it is at the same address with the same rows. */
final class Vendor implements AutoCloseable {
    static final long SEED = 7;
    /** Every kind but the deceptive one, whose answers nobody can tell from true ones. */
    private static final String FAULTS = "harmless=0.06,transient=0.08,hostile=0.03";

    private final Programs programs;
    private final long seed;
    private volatile JavaProcess process;
    private final URI url;

    /** @param seed of the faults; the market is always the same */
    Vendor(Programs programs, long seed) {
        this.programs = programs;
        this.seed = seed;
        this.process = start(0, FAULTS);
        this.url = Programs.url(process);
    }

    URI url() {
        return url;
    }

    void restart() {
        again(FAULTS);
    }

    /** From now on it has no faults. */
    void recover() {
        again("");
    }

    JavaProcess process() {
        return process;
    }

    private void again(String faults) {
        process.kill();
        process = start(url.getPort(), faults);
        Programs.url(process);
    }

    private JavaProcess start(int port, String faults) {
        return programs.start("simulator", "--seed", Long.toString(SEED), "--port", Integer.toString(port), "--faults",
                faults, "--fault-seed", Long.toString(seed));
    }

    @Override
    public void close() {
        process.close();
    }
}
