package io.microtape.standalone.command;

import io.microtape.model.capture.Tape;
import io.microtape.simulator.availability.Entitlement;
import io.microtape.simulator.availability.Hole;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What the simulated vendor does not give, or not yet. */
final class AvailabilityOptions {
    @Option(names = "--deny-symbol", paramLabel = "SYMBOL", split = ",", description = "answered with 403; may be repeated")
    private List<String> deniedSymbols = new ArrayList<>();

    @Option(names = "--deny-tape", paramLabel = "TAPE", split = ",", description = "trades or quotes: answered with 403")
    private List<Tape> deniedTapes = new ArrayList<>();

    @Option(names = "--history-from", paramLabel = "DATE", description = "days before it are answered with 403")
    private Optional<LocalDate> historyFrom = Optional.empty();

    @Option(names = "--history-to", paramLabel = "DATE", description = "days after it are answered with 403, as the vendor does for the future")
    private Optional<LocalDate> historyTo = Optional.empty();

    @Option(names = "--hole", paramLabel = "SYMBOL:DATE[..DATE][:N]", description = "days whose first N answers of each request are empty, or all; * for every symbol; may be repeated")
    private List<String> holes = new ArrayList<>();

    Entitlement entitlement() {
        return new Entitlement(new HashSet<>(deniedSymbols), new HashSet<>(deniedTapes), historyFrom, historyTo);
    }

    /** @throws IllegalArgumentException saying which one is wrong */
    Hole[] holes() {
        return holes.stream().map(Hole::parse).toArray(Hole[]::new);
    }
}
