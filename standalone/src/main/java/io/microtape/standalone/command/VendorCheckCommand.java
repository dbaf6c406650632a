package io.microtape.standalone.command;

import io.microtape.runtime.process.Blocking;
import io.microtape.runtime.process.PreparedVertx;
import io.microtape.downloader.preflight.Preflight;
import io.microtape.downloader.preflight.PreflightReport;
import io.microtape.downloader.preflight.TapeNeed;
import io.microtape.downloader.vendor.VendorKey;
import io.microtape.runtime.config.Config;
import io.microtape.standalone.Workplace;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code microtape vendor check}. */
@Command(name = "check", mixinStandardHelpOptions = true, description = {
        "Find out in at most 9 requests what the key can do: which tapes, and how far back.",
        "With a manifest: whether it has what that needs. Ends with 1 when it does not.",
        "The vendor key is read from MICROTAPE_VENDOR_API_KEY or POLYGON_API_KEY."}, footer = {"", "Example:",
                "  microtape vendor check --manifest core_20251009_1a2b3c4d5e6f"})
final class VendorCheckCommand implements Callable<Integer> {
    private final Map<String, String> environment;
    @Spec
    private CommandSpec spec;
    @Mixin
    private CommonOptions common;

    @Option(names = "--manifest", paramLabel = "ID", description = "the manifest whose tapes and dates are needed")
    private Optional<String> manifestId = Optional.empty();

    @Option(names = "--vendor-url", paramLabel = "URL", description = "where the vendor answers: polygon.base_url")
    private Optional<String> vendorUrl = Optional.empty();

    VendorCheckCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        VendorKey key = RunDownload.key(environment);
        List<String> under = new ArrayList<>();
        vendorUrl.ifPresent(url -> under.add("polygon.base_url=" + url));
        List<TapeNeed> needs = manifestId.map(id -> needs(id, under)).orElse(List.of());
        Config config = common.config(under);
        Vertx vertx = Vertx.vertx(PreparedVertx.options());
        try {
            // A plan of five requests a minute takes its time; that there are few of them is the bound.
            PreflightReport report = Preflight.check(vertx, config, key, needs).toCompletionStage()
                    .toCompletableFuture().join();
            new Printer(spec, common.json()).print(report, () -> lines(report));
            return report.suffices() ? 0 : MicrotapeCommand.NOT_AS_WANTED;
        } finally {
            Blocking.await(vertx.close());
        }
    }

    private List<TapeNeed> needs(String id, List<String> under) {
        try (Workplace workplace = common.existingWorkplace(under)) {
            return ManifestNeeds.of(workplace, id);
        }
    }

    private static List<String> lines(PreflightReport report) {
        List<String> lines = new ArrayList<>();
        lines.add("key       " + switch (report.key()) {
            case ACCEPTED -> "accepted";
            case REJECTED -> "not accepted";
            case UNKNOWN -> "unknown: the vendor did not say";
        });
        report.tapes().forEach(tape -> lines.add("%-10s%-9s %s".formatted(tape.tape().word(),
                tape.access().name().toLowerCase(Locale.ROOT), tape.words())));
        lines.add("requests  %d".formatted(report.requests()));
        lines.add("result    " + report.words());
        return lines;
    }
}
