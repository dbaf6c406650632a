package io.microtape.standalone.command;

import io.microtape.model.capture.Tape;
import io.microtape.runtime.config.ConfigException;
import io.microtape.standalone.installation.HomeInstallation;
import io.microtape.standalone.installation.Installation;
import io.microtape.standalone.installation.ServerInstallation;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What {@code --wait} means: for a home here, download; for a server, which downloads itself, watch it. */
interface Waiting {
    /** Without {@code --wait}. */
    Waiting NONE = new Waiting() {
    };

    /** @throws ConfigException when there is no key to download with, here or at the server */
    static Waiting of(Installation there, Map<String, String> environment, Printer printer)
            throws InterruptedException {
        return switch (there) {
            case HomeInstallation home -> download(home, RunDownload.with(environment, printer));
            case ServerInstallation server -> {
                server.refuseUnlessItDownloads();
                yield watch(server, printer);
            }
        };
    }

    /** As {@link RunDownload#mayBegin}. */
    default boolean mayBegin(String manifestId, Optional<Set<Tape>> tapes) {
        return true;
    }

    /** As {@link RunWatch#untilSettled}. */
    default boolean untilSettled(String runId) throws InterruptedException {
        return true;
    }

    private static Waiting download(HomeInstallation home, RunDownload download) {
        return new Waiting() {
            @Override
            public boolean mayBegin(String manifestId, Optional<Set<Tape>> tapes) {
                return download.mayBegin(home.workplace(), manifestId, tapes);
            }

            @Override
            public boolean untilSettled(String runId) throws InterruptedException {
                return download.untilSettled(home, runId);
            }
        };
    }

    private static Waiting watch(Installation there, Printer printer) {
        return new Waiting() {
            @Override
            public boolean untilSettled(String runId) throws InterruptedException {
                return new RunWatch(there, printer).untilSettled(runId);
            }
        };
    }
}
