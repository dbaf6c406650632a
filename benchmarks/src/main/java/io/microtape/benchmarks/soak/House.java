package io.microtape.benchmarks.soak;

import io.microtape.servers.JavaProcess;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

/** {@code microtape serve} over the home, always at the same address, and the ways in which it ends and begins again. */
final class House implements AutoCloseable {
    /** What a process answers to SIGTERM when it ended in order. */
    private static final int TERMINATED = 143;
    /** Waits that take minutes in earnest take seconds here; pages are small, so that a tape has several. */
    private static final List<String> SETTINGS = List.of("profiles.active_profile=demo", "polygon.page_limit=1000",
            "polygon.max_body_bytes=4194304", "polygon.read_idle_timeout=2s", "polygon.total_timeout=20s",
            "polygon.backoff=50ms", "polygon.backoff_max=2s", "downloader.workers=8", "downloader.breaker_reset=1s",
            "downloader.drain=3s", "leases.duration=10s", "leases.retry_after=200ms", "leases.retry_after_max=3s",
            "empty.recheck_after=1s", "runs.heartbeat=5s");

    private final Programs programs;
    private final Findings findings;
    private final List<String> settings;
    private final URI url;
    private JavaProcess process;

    House(Programs programs, Findings findings, URI vendor, int requestsPerSecond) {
        this.programs = programs;
        this.findings = findings;
        this.settings = Stream.concat(SETTINGS.stream(),
                Stream.of("polygon.base_url=" + vendor, "polygon.requests_per_second=" + requestsPerSecond,
                        "polygon.requests_per_second_max=" + requestsPerSecond))
                .flatMap(setting -> Stream.of("--set", setting)).toList();
        this.process = start(0);
        this.url = Programs.url(process);
    }

    URI url() {
        return url;
    }

    JavaProcess process() {
        return process;
    }

    /** Begins again, once it is not there any more. */
    void begin() {
        process = start(url.getPort());
        Programs.url(process);
    }

    void kill() {
        process.kill();
    }

    void terminate() {
        int exit = process.terminate();
        if (exit != TERMINATED) {
            findings.add("serve ended with %d after SIGTERM, not with %d".formatted(exit, TERMINATED));
        }
    }

    private JavaProcess start(int port) {
        String[] arguments = Stream.concat(
                Stream.of("serve", "--port", Integer.toString(port), "--home", programs.home()), settings.stream())
                .toArray(String[]::new);
        return programs.start(arguments);
    }

    @Override
    public void close() {
        process.close();
    }
}
