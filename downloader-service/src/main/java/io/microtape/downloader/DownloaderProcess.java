package io.microtape.downloader;

import io.microtape.downloader.DownloaderService.Setup;
import io.microtape.downloader.vendor.VendorKey;
import io.microtape.runtime.Software;
import io.microtape.runtime.config.ConfigException;
import io.microtape.runtime.health.ReadyCheck;
import io.microtape.runtime.http.Routes;
import io.microtape.runtime.lake.Lake;
import io.microtape.runtime.process.Blocking;
import io.microtape.runtime.process.Place;
import io.microtape.runtime.process.Service;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The downloader-service in a process of its own: it has the vendor's key and the lake, and no ledger. */
final class DownloaderProcess implements Service {
    private static final Logger LOG = LoggerFactory.getLogger(DownloaderProcess.class);

    private final DownloaderService service;
    private final Lake lake;
    private final Duration drain;

    private DownloaderProcess(DownloaderService service, Lake lake, Duration drain) {
        this.service = service;
        this.lake = lake;
        this.drain = drain;
    }

    /** @throws ConfigException when there is no vendor key */
    static Service start(Place place) {
        if (!place.clustered()) {
            LOG.warn(
                    "without --cluster nobody is there to ask for work, and nothing will be downloaded; alone on a machine, take: microtape serve");
        }
        VendorKey key = VendorKey.from(place.environment()).orElseThrow(() -> new ConfigException(
                "there is no vendor key in %s; without one nothing can be downloaded"
                        .formatted(VendorKey.MICROTAPE_VARIABLE)));
        Duration drain = place.config().block("downloader", DownloaderSettings.class).drain();
        Lake lake = Lake.of(place.config(), place.home().lake());
        if (place.clustered() && lake.folder().isPresent()) {
            LOG.warn(
                    "the lake is the folder {} of this machine; unless every service sees it under this name, set lake.bucket",
                    lake.name());
        }
        var setup = new Setup(place.processName(), place.config(), key, lake, Software.version(), place.registry(),
                (_, _) -> {}, place.tracing());
        return new DownloaderProcess(Blocking.await(DownloaderService.ofFleet(place.vertx(), setup)), lake, drain);
    }

    @Override
    public List<Routes> routes() {
        return List.of();
    }

    @Override
    public List<ReadyCheck> checks() {
        return List.of(new ReadyCheck("budget", () -> {
            if (!service.hasBudget()) {
                throw new IllegalStateException("no manifest-service answers for the budget");
            }
        }));
    }

    @Override
    public Future<Void> stop() {
        return service.stop(drain);
    }

    @Override
    public void close() {
        lake.close();
    }
}
