package io.microtape.standalone.command;

import io.microtape.simulator.fault.Fault;
import java.util.Arrays;
import java.util.Iterator;

/** The faults that the simulator knows, for the help of the options that take them. */
final class FaultNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
        return Arrays.stream(Fault.values()).map(Fault::word).iterator();
    }
}
