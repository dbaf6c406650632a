package io.microtape.standalone.command;

import io.microtape.simulator.fault.Fault;
import io.microtape.simulator.fault.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** The faults that the simulator knows, for the options that take them and the list that explains them. */
final class FaultNames implements Iterable<String> {
    static final String DESCRIPTION = "what goes wrong at the vendor, how often. NAME is a fault; or harmless, transient, hostile or deceptive for all faults of that kind, or all, which share the rate. 'microtape simulator --list-faults' lists them";
    private static final String ALL = "all";

    @Override
    public Iterator<String> iterator() {
        return Stream.of(Stream.of(ALL), Arrays.stream(Kind.values()).map(Kind::word),
                Arrays.stream(Fault.values()).map(Fault::word)).flatMap(names -> names).iterator();
    }

    /** One fault as JSON has it. */
    record Entry(String name, String kind, String wire) {}

    /** Every fault, in the catalogue's order. */
    static List<Entry> catalogue() {
        return Arrays.stream(Fault.values())
                .map(fault -> new Entry(fault.word(), fault.kind().word(), fault.wire())).toList();
    }

    /** Every fault below its kind. */
    static List<String> lines() {
        int width = Arrays.stream(Fault.values()).mapToInt(fault -> fault.word().length()).max().orElseThrow();
        List<String> lines = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            lines.add("%s: %s".formatted(kind.word(), kind.meaning()));
            Arrays.stream(Fault.values()).filter(fault -> fault.kind() == kind)
                    .map(fault -> "  %s  %s".formatted(fault.word() + " ".repeat(width - fault.word().length()),
                            fault.wire()))
                    .forEach(lines::add);
        }
        return lines;
    }
}
