package io.microtape.standalone.command;

import io.microtape.runtime.config.Config;
import io.microtape.runtime.config.ConfigException;
import io.microtape.runtime.Home;
import io.microtape.runtime.ledger.LedgerSettings;
import io.microtape.standalone.Workplace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of every command that works on a home. */
final class CommonOptions {
    @Option(names = "--home", paramLabel = "DIR", defaultValue = "microtape-home", description = "folder of ledger, manifests and lake (default: ${DEFAULT-VALUE})")
    private Path home;

    @Option(names = "--config", paramLabel = "FILE", description = "YAML file of what differs from the defaults")
    private Optional<Path> config = Optional.empty();

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "one setting over all others; may be repeated")
    private List<String> settings = new ArrayList<>();

    @Option(names = "--json", description = "print JSON for programs")
    private boolean json;

    private final Map<String, String> environment;

    CommonOptions(Map<String, String> environment) {
        this.environment = environment;
    }

    boolean json() {
        return json;
    }

    List<String> settings() {
        return List.copyOf(settings);
    }

    Home home() {
        return new Home(home);
    }

    Path homeAsGiven() {
        return home;
    }

    /** The workplace of a home that is there: a mistyped one must not look like one that is empty and in order. */
    Workplace existingWorkplace(List<String> under) {
        boolean elsewhere = config(under).block("ledger", LedgerSettings.class).server();
        if (!elsewhere && !Files.exists(home().ledger())) {
            throw new ConfigException(
                    "there is no microtape home at %s; give its folder with --home".formatted(home().folder()));
        }
        return workplace(Optional.empty(), under);
    }

    /** The settings in force, without any home. */
    Config config(List<String> under) {
        return Config.load(config, Optional.empty(), all(under));
    }

    /** The workplace under a profile, with settings that only {@code --set} goes over. */
    Workplace workplace(Optional<String> profile, List<String> under) {
        return new Workplace(home(), Config.load(config, profile, all(under)), environment);
    }

    private List<String> all(List<String> under) {
        List<String> all = new ArrayList<>(under);
        all.addAll(settings);
        return all;
    }
}
