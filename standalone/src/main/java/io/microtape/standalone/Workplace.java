package io.microtape.standalone;

import io.microtape.downloader.DownloaderSettings;
import io.microtape.downloader.vendor.polygon.PolygonSettings;
import io.microtape.manifest.ManifestService;
import io.microtape.manifest.export.Export;
import io.microtape.manifest.store.ManifestStore;
import io.microtape.manifest.verify.LakeVerifier;
import io.microtape.runtime.Home;
import io.microtape.runtime.cluster.ClusterSettings;
import io.microtape.runtime.config.Config;
import io.microtape.runtime.config.MarketCalendars;
import io.microtape.runtime.cost.Pace;
import io.microtape.runtime.coverage.Coverages;
import io.microtape.runtime.http.ServerSettings;
import io.microtape.runtime.lake.Lake;
import io.microtape.runtime.ledger.Ledger;
import io.microtape.runtime.tracing.TracingSettings;
import io.microtape.status.StatusSettings;
import java.time.Clock;
import java.util.Map;

/** What every command works on: the settings in force and the ledger, manifests and lake of one home. */
public final class Workplace implements AutoCloseable {
    private final Home home;
    private final Config config;
    private final Ledger ledger;
    private final Coverages coverages;
    private final Lake lake;
    private final ManifestStore stored;
    private final ManifestService manifests;

    /** Over a ledger that needs no password. */
    public Workplace(Home home, Config config) {
        this(home, config, Map.of());
    }

    /** @param environment holds the secrets of servers that the settings name */
    public Workplace(Home home, Config config, Map<String, String> environment) {
        this.home = home;
        this.config = config;
        // All blocks are bound whatever the command needs: a setting that cannot be honoured stops it.
        config.block("polygon", PolygonSettings.class);
        config.block("server", ServerSettings.class);
        config.block("downloader", DownloaderSettings.class);
        config.block("cluster", ClusterSettings.class);
        config.block("status", StatusSettings.class);
        config.block("tracing", TracingSettings.class);
        this.ledger = Ledger.of(config, home.ledger(), Clock.systemUTC(), environment);
        this.coverages = new Coverages(ledger, Pace.of(config), Clock.systemUTC());
        this.lake = Lake.of(config, home.lake());
        this.stored = new ManifestStore(home.manifests(), lake.manifests());
        this.manifests = new ManifestService(ledger, coverages, config, MarketCalendars.usEquities(), stored);
    }

    public Home home() {
        return home;
    }

    public Config config() {
        return config;
    }

    public Ledger ledger() {
        return ledger;
    }

    /** Every coverage number there is. */
    public Coverages coverages() {
        return coverages;
    }

    public Lake lake() {
        return lake;
    }

    public ManifestService manifests() {
        return manifests;
    }

    /** Where the manifests are. */
    public ManifestStore stored() {
        return stored;
    }

    public Export export() {
        return new Export(ledger, lake, stored, Clock.systemUTC());
    }

    public LakeVerifier verifier() {
        return new LakeVerifier(ledger, lake);
    }

    @Override
    public void close() {
        try (lake) {
            ledger.close();
        }
    }
}
