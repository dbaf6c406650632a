package io.microtape.standalone.command;

import io.microtape.manifest.http.ManifestProblems;
import io.microtape.manifest.store.TamperedManifestException;
import io.microtape.runtime.Software;
import io.microtape.runtime.config.ConfigException;
import io.microtape.runtime.http.ProblemException;
import io.microtape.runtime.http.Problems;
import io.microtape.runtime.ledger.LedgerException;
import io.microtape.runtime.markdown.Printable;
import io.microtape.runtime.lake.LakeUnavailableException;
import io.microtape.runtime.table.TableException;
import io.microtape.runtime.tape.UnprovenTapeException;
import io.microtape.standalone.installation.UnreachableException;
import io.microtape.standalone.progress.Screen;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.IVersionProvider;

/** The command line of Microtape. */
@Command(name = "microtape", mixinStandardHelpOptions = true, versionProvider = MicrotapeCommand.Version.class, description = "Selects the intraday events worth paying for and captures their tapes with proof.", exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
        "0:done. Building a NO_GO manifest is done too: read its verdict",
        "1:done, and the result is not what was wanted: captures failed or are not entitled, the run was paused or cancelled, the key lacks what the manifest needs, verify found a difference (repaired or not), manifest check looked at a NO_GO",
        "2:not done: wrong usage, setting or input; the message says what to do",
        "70:a defect of the program",
        "130:ended by Ctrl-C (SIGINT), and 143 by SIGTERM: the captures at hand are given back between two requests; `serve` lets them go on for `downloader.drain` first"}, footer = {
                "", "Examples:", "  microtape demo",
                "  microtape manifest build --events 'events/*.parquet' --daily-bars bars.parquet",
                "  microtape run status --server http://127.0.0.1:8080"})
public final class MicrotapeCommand {
    static final int NOT_AS_WANTED = 1;
    static final int NOT_DONE = 2;
    static final int DEFECT = 70;
    /** In the order of the help. */
    private static final List<Class<?>> COMMANDS = List.of(DemoCommand.class, ManifestCommand.class, RunCommand.class,
            CoverageCommand.class, CapturesCommand.class, VerifyCommand.class, ExportCommand.class, VendorCommand.class,
            ServeCommand.class, SimulatorCommand.class, CompletionCommand.class, ServiceCommand.class);

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
        CommandLine commands = commands(environment, screen, named(arguments));
        commands.setOut(out);
        commands.setErr(err);
        try {
            return commands.execute(arguments);
        } catch (OutOfMemoryError _) {
            err.println("microtape: " + Problems.words(Problems.outOfMemory()));
            return NOT_DONE;
        }
    }

    /** Every command there is. */
    static CommandLine commands(Map<String, String> environment, Screen screen) {
        return commands(environment, screen, COMMANDS);
    }

    private static CommandLine commands(Map<String, String> environment, Screen screen, List<Class<?>> below) {
        var commands = new CommandLine(new MicrotapeCommand(screen), new WithEnvironment(environment));
        for (Class<?> type : below) {
            commands.addSubcommand(type == ServiceCommand.class ? ServiceCommand.with(environment) : type);
        }
        commands.setCaseInsensitiveEnumValuesAllowed(true);
        commands.registerConverter(Path.class, MicrotapeCommand::path);
        commands.setParameterExceptionHandler(new Misuse());
        commands.setExecutionExceptionHandler(MicrotapeCommand::explain);
        return commands;
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException _) {
            throw new CommandLine.TypeConversionException(
                    "'%s' holds what no path can".formatted(text.replace('\0', '?')));
        }
    }

    /** The command that the arguments name, or all: to make those that are not asked for takes longer than a short one's work. */
    private static List<Class<?>> named(String... arguments) {
        List<Class<?>> named = COMMANDS.stream().filter(type -> arguments.length > 0
                && type.getAnnotation(Command.class).name().equals(arguments[0])).toList();
        boolean needsAll = named.isEmpty() || named.contains(CompletionCommand.class);
        return needsAll ? COMMANDS : named;
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
            case UnprovenTapeException e -> say(err, e.getMessage());
            case TamperedManifestException e -> say(err, e);
            case ProblemException e -> say(err, e);
            case LakeUnavailableException e -> say(err, e);
            case UnreachableException e -> say(err, e.getMessage());
            case UncheckedIOException e ->
                say(err, "%s (%s)".formatted(e.getMessage(), e.getCause().getMessage()));
            default -> {
                LoggerFactory.getLogger(MicrotapeCommand.class).debug("{} failed", parsed.originalArgs(), failure);
                err.println("microtape: this is a defect: %s".formatted(failure));
                err.println("microtape: run it again with MICROTAPE_LOG_LEVEL=DEBUG and report what it prints");
                return DEFECT;
            }
        }
        return NOT_DONE;
    }

    private static void say(PrintWriter err, Exception failure) {
        say(err, Problems.words(ManifestProblems.of(failure)));
    }

    private static void say(PrintWriter err, String words) {
        err.println("microtape: " + Printable.of(words));
    }

    /** Makes commands and options; those that the environment has a part in are given it. */
    private record WithEnvironment(Map<String, String> environment) implements IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            for (var constructor : type.getDeclaredConstructors()) {
                if (List.of(constructor.getParameterTypes()).equals(List.of(Map.class))) {
                    return type.cast(constructor.newInstance(environment));
                }
            }
            return CommandLine.defaultFactory().create(type);
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
