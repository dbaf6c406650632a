package io.microtape.standalone.command;

import io.microtape.runtime.process.Interrupts;
import io.microtape.downloader.DownloaderSettings;
import io.microtape.downloader.vendor.VendorKey;
import io.microtape.standalone.Services;
import io.microtape.standalone.Workplace;
import io.microtape.runtime.http.AccessTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code microtape serve}. */
@Command(name = "serve", mixinStandardHelpOptions = true, description = {
        "Run the three services over a home: REST, dashboard, and the download of every running run.",
        "The vendor key is read from MICROTAPE_VENDOR_API_KEY or POLYGON_API_KEY, access tokens from "
                + "MICROTAPE_READ_TOKEN and MICROTAPE_OPERATE_TOKEN."}, footer = {"", "Examples:",
                        "  microtape serve --port 8080",
                        "  microtape serve --home /data/microtape --set server.host=0.0.0.0"})
final class ServeCommand implements Callable<Integer> {
    private final Map<String, String> environment;
    @Spec
    private CommandSpec spec;
    @Mixin
    private CommonOptions common;

    @Option(names = "--port", paramLabel = "N", description = "port of REST and dashboard: server.port")
    private Optional<Integer> port = Optional.empty();

    @Option(names = "--vendor-url", paramLabel = "URL", description = "where the vendor answers: polygon.base_url")
    private Optional<String> vendorUrl = Optional.empty();

    ServeCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    /** What the command prints as JSON, once it serves. */
    record Serving(String url, boolean downloads) {}

    @Override
    public Integer call() throws InterruptedException {
        List<String> under = new ArrayList<>();
        port.ifPresent(number -> under.add("server.port=" + number));
        vendorUrl.ifPresent(url -> under.add("polygon.base_url=" + url));
        Optional<VendorKey> key = VendorKey.from(environment);
        Workplace workplace = common.workplace(Optional.empty(), under);
        Services services = Services.start(workplace, key, AccessTokens.from(environment));
        Interrupts.closeAtEnd(() -> {
            services.end(workplace.config().block("downloader", DownloaderSettings.class).drain());
            workplace.close();
        });
        var serving = new Serving(services.url().toString(), key.isPresent());
        new Printer(spec, common.json()).print(serving,
                () -> List.of("dashboard " + serving.url(), key.isPresent()
                        ? "downloads what runs ask for"
                        : "downloads nothing: there is no key in " + VendorKey.MICROTAPE_VARIABLE));
        Interrupts.await();
        return 0;
    }
}
