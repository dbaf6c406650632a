package io.microtape.standalone.command;

import io.microtape.runtime.process.Blocking;
import io.microtape.runtime.process.PreparedVertx;
import io.microtape.runtime.process.Interrupts;
import io.microtape.downloader.preflight.Preflight;
import io.microtape.downloader.preflight.PreflightReport;
import io.microtape.downloader.preflight.TapeAccess.Access;
import io.microtape.downloader.preflight.TapeNeed;
import io.microtape.downloader.vendor.VendorKey;
import io.microtape.model.capture.Tape;
import io.microtape.runtime.config.ConfigException;
import io.microtape.runtime.http.AccessTokens;
import io.microtape.standalone.Services;
import io.microtape.standalone.Workplace;
import io.microtape.standalone.installation.HomeInstallation;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What {@code --wait} means: download here, or watch the process that serves this home already. */
record RunDownload(VendorKey key, AccessTokens tokens, Printer printer) {

    /** @throws ConfigException when there is no key to download with */
    static RunDownload with(Map<String, String> environment, Printer printer) {
        return new RunDownload(key(environment), AccessTokens.from(environment), printer);
    }

    /** @throws ConfigException when there is none */
    static VendorKey key(Map<String, String> environment) {
        return VendorKey.from(environment).orElseThrow(() -> new ConfigException(
                "there is no vendor key: set the environment variable " + VendorKey.MICROTAPE_VARIABLE));
    }

    /** The settings of a workplace that may download beside others. */
    static String[] settings(Optional<String> vendorUrl) {
        return vendorUrl.map(url -> new String[] {"server.port=0", "polygon.base_url=" + url})
                .orElseGet(() -> new String[] {"server.port=0"});
    }

    /**
     * Whether the key has what a manifest needs, asked before its first request; says what it lacks. What the vendor could
     * not be brought to say holds nothing up: the run finds out.
     */
    boolean mayBegin(Workplace workplace, String manifestId, Optional<Set<Tape>> tapes) {
        boolean begun = workplace.ledger().runs().all().stream()
                .anyMatch(run -> run.manifestId().equals(manifestId) && run.used().requests() > 0);
        if (begun || workplace.ledger().manifests().approvals(manifestId).isEmpty()) {
            return true;
        }
        List<TapeNeed> needs = ManifestNeeds.of(workplace, manifestId).stream()
                .filter(need -> tapes.isEmpty() || tapes.get().contains(need.tape())).toList();
        Vertx vertx = Vertx.vertx(PreparedVertx.options());
        try {
            PreflightReport report = Preflight.check(vertx, workplace.config(), key, needs)
                    .toCompletionStage().toCompletableFuture().join();
            boolean lacking = report.tapes().stream()
                    .anyMatch(tape -> tape.access() == Access.DENIED || tape.access() == Access.PARTLY);
            if (lacking) {
                report.tapes().forEach(tape -> printer.say("%s %s: %s".formatted(tape.tape().word(),
                        tape.access().name().toLowerCase(Locale.ROOT), tape.words())));
                printer.say(("nothing was started: %s. Choose with --tapes what the plan includes, build for another "
                        + "period, or go on all the same with --no-preflight").formatted(report.words()));
            }
            return !lacking;
        } finally {
            Blocking.await(vertx.close());
        }
    }

    /** As {@link RunWatch#untilSettled}. */
    boolean untilSettled(HomeInstallation home, String runId) throws InterruptedException {
        Optional<Services> services = Services.startUnlessServed(home.workplace(), Optional.of(key), tokens);
        try {
            services.ifPresentOrElse(Interrupts::closeAtEnd,
                    () -> printer.say("another process serves this home and downloads"));
            return new RunWatch(home, printer).untilSettled(runId);
        } finally {
            services.ifPresent(Services::close);
        }
    }
}
