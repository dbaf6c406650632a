package io.microtape.standalone.hostile;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** One way in, and what became of all that was tried there: a line a door at its end, with the seed that tries it again. */
final class Door {
    private final String name;
    private final Map<String, Long> outcomes = new TreeMap<>();

    Door(String name) {
        this.name = name;
    }

    /** Counts one input by what became of it. */
    void count(Object outcome) {
        outcomes.merge(outcome.toString(), 1L, Long::sum);
    }

    long inputs() {
        return outcomes.values().stream().mapToLong(Long::longValue).sum();
    }

    long of(String outcome) {
        return outcomes.getOrDefault(outcome, 0L);
    }

    void print() {
        System.out.printf("hostile %-14s seeds %d to %d, %d inputs: %s%n", name, Hostile.FIRST_SEED,
                Hostile.FIRST_SEED + Hostile.SEEDS - 1, inputs(), outcomes.entrySet().stream()
                        .map(each -> each.getKey() + " × " + each.getValue()).collect(Collectors.joining(", ")));
    }
}
