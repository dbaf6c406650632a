package io.microtape.benchmarks.soak;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs a soak and says whether anything grew or went wrong; ends with 1 when it did. */
@Command(name = "soak", mixinStandardHelpOptions = true, description = "Lives in a home for a while and says whether anything grew or went wrong.")
public final class SoakMain implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--for", paramLabel = "TIME", defaultValue = "1h", description = "how long it lives: 90s, 30m, 1h (default: ${DEFAULT-VALUE})")
    private String time;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "of faults, mishaps and visitors (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--requests-per-second", paramLabel = "N", defaultValue = "15", description = "the budget at the vendor (default: ${DEFAULT-VALUE})")
    private int requestsPerSecond;

    @Option(names = "--folder", paramLabel = "DIR", required = true, description = "an empty folder for all that it makes")
    private Path folder;

    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT);
        System.exit(new CommandLine(new SoakMain()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Duration lives = time();
        System.out.printf("soak      for %s, seed %d, in %s%n", time, seed, folder);
        var soak = new Soak(folder.toAbsolutePath(), lives, seed, requestsPerSecond);
        Soak.Outcome outcome = soak.run();
        List<String> wrong = new ArrayList<>(outcome.findings());
        outcome.looked().forEach(System.out::println);
        if (soak.judged()) {
            var verdict = new Verdict(outcome.samples());
            verdict.table().forEach(System.out::println);
            wrong.addAll(verdict.growth());
        } else {
            System.out.println("growth    is not judged in less than %d minutes".formatted(Soak.JUDGED.toMinutes()));
        }
        wrong.forEach(what -> System.out.println("WRONG     " + what));
        System.out.println(
                wrong.isEmpty() ? "verdict   nothing grew, nothing went wrong" : "verdict   not as it should be");
        return wrong.isEmpty() ? 0 : 1;
    }

    private Duration time() {
        try {
            return Duration.parse("PT" + time);
        } catch (DateTimeParseException _) {
            throw new ParameterException(spec.commandLine(), "--for is '%s'; give 90s, 30m or 1h".formatted(time));
        }
    }
}
