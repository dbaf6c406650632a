package io.microtape.standalone.command;

import io.microtape.manifest.run.BudgetWords;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say what a run may use up before it is paused. */
final class BudgetOptions {
    @Option(names = "--max-requests", paramLabel = "N", description = "requests of the vendor after which the run is paused; 0 is no limit")
    private Optional<Long> requests = Optional.empty();

    @Option(names = "--max-gb", paramLabel = "X", description = "gigabytes of published files after which it is paused; 0 is no limit")
    private Optional<Double> gigabytes = Optional.empty();

    @Option(names = "--max-hours", paramLabel = "H", description = "hours of running after which it is paused; 0 is no limit")
    private Optional<Double> hours = Optional.empty();

    BudgetWords words() {
        return new BudgetWords(requests, gigabytes, hours);
    }
}
