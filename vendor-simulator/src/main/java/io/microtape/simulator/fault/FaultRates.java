package io.microtape.simulator.fault;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads rates from text. */
final class FaultRates {
    private static final String ALL = "all";

    private FaultRates() {}

    /**
     * Rates by fault; a rate of a kind, or of all, is spread evenly over its faults and added to theirs.
     *
     * @throws IllegalArgumentException saying which part is wrong
     */
    static Map<Fault, Double> parse(String text) {
        Map<Fault, Double> rates = new EnumMap<>(Fault.class);
        Set<String> names = new HashSet<>();
        for (String part : text.isBlank() ? new String[0] : text.split(",", -1)) {
            String[] sides = part.strip().split("=", -1);
            if (sides.length != 2) {
                throw new IllegalArgumentException("'%s' is not of the form fault=rate".formatted(part.strip()));
            }
            String name = sides[0].strip();
            if (!names.add(name)) {
                throw new IllegalArgumentException("%s is there twice".formatted(name));
            }
            List<Fault> faults = faults(name);
            double rate = rate(part, sides[1]);
            faults.forEach(fault -> rates.merge(fault, rate / faults.size(), Double::sum));
        }
        return rates;
    }

    private static List<Fault> faults(String name) {
        List<Fault> group = Arrays.stream(Fault.values())
                .filter(fault -> name.equals(ALL) || name.equals(fault.kind().word())).toList();
        return group.isEmpty() ? List.of(Fault.named(name)) : group;
    }

    private static double rate(String part, String text) {
        double rate;
        try {
            rate = Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'%s' has no number for its rate".formatted(part.strip()), e);
        }
        if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException("the rate in '%s' must lie in [0, 1]".formatted(part.strip()));
        }
        return rate;
    }
}
