package io.microtape.benchmarks.soak;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** What should not have happened, each once with how often. Safe for use by many threads. */
final class Findings {
    private final Map<String, Integer> times = new ConcurrentSkipListMap<>();

    void add(String what) {
        if (times.merge(what, 1, Integer::sum) == 1) {
            System.out.println("FOUND     " + what);
        }
    }

    List<String> all() {
        return times.entrySet().stream()
                .map(found -> found.getValue() == 1
                        ? found.getKey()
                        : "%s (%,d times)".formatted(found.getKey(), found.getValue()))
                .toList();
    }
}
