package io.microtape.simulator.rewrite;

import io.microtape.model.capture.Tape;
import io.microtape.simulator.tape.Order;
import io.microtape.simulator.tape.TimeRange;
import java.time.Instant;

/**
 * What was asked, as far as an answer can contradict it.
 *
 * @param authority host and perhaps port as the client named them
 * @param path path of the request as it was sent
 * @param target path and query as they were sent, without the key
 * @param arrived when it came in, by the simulator's clock
 */
public record Question(Tape tape, TimeRange range, Order order, String authority, String path, String target,
        Instant arrived) {}
