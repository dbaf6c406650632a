package io.microtape.standalone.command;

import io.microtape.manifest.store.TamperedManifestException;
import io.microtape.runtime.Software;
import io.microtape.runtime.config.ConfigException;
import io.microtape.runtime.http.ProblemException;
import io.microtape.runtime.ledger.LedgerException;
import io.microtape.runtime.table.TableException;
import io.microtape.runtime.tape.UnprovenTapeException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command line of Microtape. */
@Command(name = "microtape", mixinStandardHelpOptions = true, versionProvider = MicrotapeCommand.Version.class, description = "Selects the intraday events worth paying for and captures their tapes with proof.", subcommands = {
        ManifestCommand.class, RunCommand.class, CoverageCommand.class,
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

    private MicrotapeCommand() {}

    /** Runs one command; the exit code. The result goes to {@code out}, all else to {@code err}. */
    public static int run(Map<String, String> environment, PrintWriter out, PrintWriter err, String... arguments) {
        var commands = new CommandLine(new MicrotapeCommand());
        commands.addSubcommand(new DemoCommand());
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

    private static int explain(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        PrintWriter err = command.getErr();
        switch (failure) {
            case ConfigException e -> err.println("microtape: " + e.getMessage());
            case LedgerException e -> err.println("microtape: " + e.getMessage());
            case TableException e -> err.println("microtape: " + e.getMessage());
            case UnprovenTapeException e -> err.println("microtape: " + e.getMessage());
            case TamperedManifestException e -> err.println("microtape: " + e.getMessage());
            case ProblemException e ->
                err.println("microtape: %s; %s".formatted(e.problem().detail(), e.problem().remedy()));
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

    /** The line of {@code --version}. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"microtape " + Software.version()};
        }
    }
}
