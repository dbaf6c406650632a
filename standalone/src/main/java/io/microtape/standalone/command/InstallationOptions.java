package io.microtape.standalone.command;

import io.microtape.standalone.installation.HomeInstallation;
import io.microtape.standalone.installation.Installation;
import io.microtape.standalone.installation.Server;
import io.microtape.standalone.installation.ServerInstallation;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of every command that works on a home here as on a server. */
final class InstallationOptions {
    static final String SERVER_VARIABLE = "MICROTAPE_SERVER";
    static final String TOKEN_VARIABLE = "MICROTAPE_TOKEN";

    private static final String MAY_BE_EMPTY = "--reason";
    private static final List<String> ABOUT_A_HOME = List.of("--home", "--config", "--vendor-url", "--no-preflight");

    private final Map<String, String> environment;
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;
    @Mixin
    private CommonOptions common;

    @Option(names = "--server", paramLabel = "URL", description = "work on the home of this server (default: $MICROTAPE_SERVER, else the home here); $MICROTAPE_TOKEN is its access token")
    private Optional<String> server = Optional.empty();

    InstallationOptions(Map<String, String> environment) {
        this.environment = environment;
    }

    boolean json() {
        return common.json();
    }

    Printer printer() {
        return new Printer(spec, common.json());
    }

    /** What the settings are asked of: the server that is named, else a home that is there. */
    Installation open(String... under) {
        refuseEmpty();
        Optional<Server> there = server();
        if (there.isPresent()) {
            refuse("--set", "is about a home here; a server goes by its own settings");
            return new ServerInstallation(there.get());
        }
        return new HomeInstallation(common.existingWorkplace(List.of(under)));
    }

    /** As {@link #open}, for a build: it may begin a home, and a server takes profile and settings with what is asked. */
    Installation openFor(Optional<String> profile) {
        refuseEmpty();
        return server().<Installation>map(ServerInstallation::new)
                .orElseGet(() -> new HomeInstallation(common.workplace(profile, List.of())));
    }

    /** The settings that a server is to be told; a home here is opened under them. */
    Optional<List<String>> settings() {
        return server().map(_ -> common.settings());
    }

    /**
     * An input as whoever reads it has to be told of it: a server on this machine reads what is seen from here.
     *
     * @throws ParameterException when it is relative, and the server is elsewhere
     */
    String file(String option, String files) {
        if (server().isEmpty() || Path.of(files).isAbsolute()) {
            return files;
        }
        if (!server().get().here()) {
            throw new ParameterException(spec.commandLine(),
                    "%s is read by the server, from its own disk: give the path there, from / on".formatted(option));
        }
        return Path.of("").toAbsolutePath().resolve(files).toString();
    }

    /** The options of the next command on the same home, as they were given: to be put behind it. */
    String same() {
        return server.map(url -> " --server " + url)
                .orElseGet(() -> given("--home") ? " --home " + common.homeAsGiven() : "");
    }

    /**
     * The server that is named, on the command line or, unless a home is, in the environment.
     *
     * @throws ParameterException when there is an option that is about a home here
     */
    Optional<Server> server() {
        Optional<String> url = server.or(() -> given("--home")
                ? Optional.empty()
                : Optional.ofNullable(environment.get(SERVER_VARIABLE)).filter(set -> !set.isBlank()));
        if (url.isPresent()) {
            ABOUT_A_HOME.forEach(option -> refuse(option, "is about a home here, and %s is asked; leave one of them out"
                    .formatted(server.isPresent() ? "--server" : SERVER_VARIABLE)));
        }
        return url.map(address -> new Server(address, Optional.ofNullable(environment.get(TOKEN_VARIABLE))));
    }

    /** An empty value, as of a variable that is not set, would be no value at all to a server, and mean everything. */
    private void refuseEmpty() {
        for (ArgSpec given : spec.commandLine().getParseResult().matchedArgs()) {
            String name = given instanceof OptionSpec option ? option.longestName() : given.paramLabel();
            if (!name.equals(MAY_BE_EMPTY) && given.originalStringValues().contains("")) {
                throw new ParameterException(spec.commandLine(),
                        "%s is empty; give a value, or leave it out".formatted(name));
            }
        }
    }

    private void refuse(String option, String why) {
        if (given(option)) {
            throw new ParameterException(spec.commandLine(), "%s %s".formatted(option, why));
        }
    }

    private boolean given(String option) {
        return spec.commandLine().getParseResult().hasMatchedOption(option);
    }
}
