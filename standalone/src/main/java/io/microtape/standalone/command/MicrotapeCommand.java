package io.microtape.standalone.command;

import io.microtape.manifest.http.ManifestProblems;
import io.microtape.manifest.store.TamperedManifestException;
import io.microtape.runtime.Software;
import io.microtape.runtime.config.ConfigException;
import io.microtape.runtime.http.ProblemException;
import io.microtape.runtime.http.Problems;
import io.microtape.runtime.ledger.LedgerException;
import io.microtape.runtime.table.TableException;
import io.microtape.runtime.tape.UnprovenTapeException;
import io.microtape.standalone.progress.Screen;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.IVersionProvider;

/** The command line of Microtape. */
@Command(name = "microtape", mixinStandardHelpOptions = true, versionProvider = MicrotapeCommand.Version.class, description = "Selects the intraday events worth paying for and captures their tapes with proof.", subcommands = {
        ManifestCommand.class, RunCommand.class, CoverageCommand.class, CapturesCommand.class,
        VerifyCommand.class, VendorCommand.class,
        ExportCommand.class}, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {"0:done",
                "1:done, and the result is not what was wanted: captures failed, the key lacks what is needed, verify found a difference, manifest check looked at a NO_GO",
                "2:not done: wrong usage, setting or input; the message says what to do", "70:a defect of the program"})
public final class MicrotapeCommand {
    static final int NOT_AS_WANTED = 1;
    static final int NOT_DONE = 2;
    static final int DEFECT = 70;
    private static final long BYTES_PER_MB = 1_000_000;
    private static final Logger LOG = LoggerFactory.getLogger(MicrotapeCommand.class);

    private final Screen screen;

    private MicrotapeCommand(Screen screen) {
        this.screen = screen;
    }

    /** Runs one command; the exit code. The result goes to {@code out}, all else to {@code err}. */
    public static int run(Map<String, String> environment, PrintWriter out, PrintWriter err, String... arguments) {
        return run(environment, out, err, Screen.NONE, arguments);
    }

    /** As above, before somebody who looks on at a screen. */
    public static int run(Map<String, String> environment, PrintWriter out, PrintWriter err, Screen screen,
            String... arguments) {
        var commands = new CommandLine(new MicrotapeCommand(screen), new WithEnvironment(environment));
        commands.addSubcommand(new DemoCommand(environment));
        commands.addSubcommand(new ServeCommand(environment));
        commands.addSubcommand(new SimulatorCommand(environment));
        commands.getSubcommands().get("run").addSubcommand(new RunStartCommand(environment))
                .addSubcommand(new RunRetryCommand(environment));
        commands.getSubcommands().get("vendor").addSubcommand(new VendorCheckCommand(environment));
        commands.setCaseInsensitiveEnumValuesAllowed(true);
        commands.setOut(out);
        commands.setErr(err);
        commands.setExecutionExceptionHandler(MicrotapeCommand::explain);
        try {
            return commands.execute(arguments);
        } catch (OutOfMemoryError _) {
            err.println(
                    "microtape: %,d MB of memory are not enough for this; give it more (JAVA_TOOL_OPTIONS=-Xmx8g), or less to do (intraday_manifest.period, fewer files)"
                            .formatted(Runtime.getRuntime().maxMemory() / BYTES_PER_MB));
            return NOT_DONE;
        }
    }

    Screen screen() {
        return screen;
    }

    private static int explain(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        PrintWriter err = command.getErr();
        switch (failure) {
            // By way of the problem that a server would answer, so that both say the same.
            case ConfigException e -> say(err, e);
            case LedgerException e -> say(err, e);
            case TableException e -> say(err, e);
            case UnprovenTapeException e -> say(err, e);
            case TamperedManifestException e -> say(err, e);
            case ProblemException e -> say(err, e);
            case UncheckedIOException e ->
                err.println("microtape: %s (%s)".formatted(e.getMessage(), e.getCause().getMessage()));
            default -> {
                LOG.debug("{} failed", parsed.originalArgs(), failure);
                err.println("microtape: this is a defect: %s".formatted(failure));
                err.println("microtape: run it again with MICROTAPE_LOG_LEVEL=DEBUG and report what it prints");
                return DEFECT;
            }
        }
        return NOT_DONE;
    }

    private static void say(PrintWriter err, Exception failure) {
        err.println("microtape: " + Problems.words(ManifestProblems.of(failure)));
    }

    /** Makes the options that the environment has a part in. */
    private record WithEnvironment(Map<String, String> environment) implements IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            return type == InstallationOptions.class
                    ? type.cast(new InstallationOptions(environment))
                    : CommandLine.defaultFactory().create(type);
        }
    }

    /** The line of {@code --version}. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"microtape " + Software.version()};
        }
    }
}
