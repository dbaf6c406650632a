package io.microtape.simulator.universe;

import java.time.LocalDate;

/**
 * What a synthetic universe holds.
 *
 * @param symbols how many, at least 1
 * @param from the first date with events
 * @param to the last date with events
 * @param historySessions sessions of daily bars before {@code from}, at least 40, so that a mean over 20 exists for
 *            every event
 * @param symbolsPerShard symbols in one events file, at least 1
 */
public record UniverseSettings(int symbols, LocalDate from, LocalDate to, int historySessions, int symbolsPerShard,
        Dirt dirt) {
    private static final int LEAST_HISTORY = 40;

    public UniverseSettings {
        if (symbols < 1 || symbolsPerShard < 1) {
            throw new IllegalArgumentException("a universe has at least one symbol, and one in each shard");
        }
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("the last date %s is before the first date %s".formatted(to, from));
        }
        if (historySessions < LEAST_HISTORY) {
            throw new IllegalArgumentException(
                    "%d sessions of history; at least %d are needed".formatted(historySessions, LEAST_HISTORY));
        }
    }

    /** Clean events, 60 sessions of history, 10 symbols a shard. */
    public static UniverseSettings of(int symbols, LocalDate from, LocalDate to) {
        return new UniverseSettings(symbols, from, to, 60, 10, Dirt.NONE);
    }

    public UniverseSettings withDirt(Dirt wanted) {
        return new UniverseSettings(symbols, from, to, historySessions, symbolsPerShard, wanted);
    }
}
