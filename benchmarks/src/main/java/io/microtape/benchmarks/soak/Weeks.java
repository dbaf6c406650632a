package io.microtape.benchmarks.soak;

import io.microtape.runtime.config.MarketCalendars;
import io.microtape.simulator.universe.Dirt;
import io.microtape.simulator.universe.SyntheticUniverse;
import io.microtape.simulator.universe.UniverseSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;

/** New events without end: one week of the made-up market after the other, and more symbols when all weeks are through. */
final class Weeks {
    private static final LocalDate FIRST_MONDAY = LocalDate.of(2010, 1, 4);
    /** After these, they come again with more symbols. */
    static final int COUNT = 52 * 16;
    private static final int SYMBOLS = 24;

    private final SyntheticUniverse market = new SyntheticUniverse(Vendor.SEED, MarketCalendars.usEquities());
    private final Path folder;

    Weeks(Path folder) {
        this.folder = folder;
    }

    /** Writes the events and bars of a week into a folder of its own. */
    Path write(int number) throws IOException {
        LocalDate monday = FIRST_MONDAY.plusWeeks(number % COUNT);
        Path universe = folder.resolve("week-" + number);
        market.write(universe, UniverseSettings.of(SYMBOLS * (1 + number / COUNT), monday, monday.plusDays(4))
                .withDirt(Dirt.SOME));
        return universe;
    }
}
