package io.microtape.simulator.http;

import io.microtape.simulator.fault.Fault;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What was asked of the simulator, for tests and people to look at. Counts are complete; lines are the last 100,000.
 * The accepted key never stands in a line: it is masked wherever it occurs, and so is the value of any
 * {@code apiKey} parameter.
 */
public final class RequestLog {
    /** The status under which answers that never began are counted. */
    public static final int NO_ANSWER = 0;
    static final int MAX_LINES = 100_000;
    private static final String MASK = "***";
    private static final Pattern KEY_PARAMETER = Pattern.compile("(?i)([?&]apikey=)[^&]*");

    private final String apiKey;
    private final Deque<String> lines = new ArrayDeque<>();
    private final NavigableMap<Integer, Long> byStatus = new TreeMap<>();
    private final Map<Fault, Long> byFault = new EnumMap<>(Fault.class);
    private long total;

    RequestLog(String apiKey) {
        this.apiKey = apiKey;
    }

    /** All requests so far, answered or not. */
    public synchronized long total() {
        return total;
    }

    /** Answers begun so far by HTTP status, {@link #NO_ANSWER} for connections closed instead. */
    public synchronized NavigableMap<Integer, Long> byStatus() {
        return new TreeMap<>(byStatus);
    }

    /** How often each fault was met so far. */
    public synchronized Map<Fault, Long> byFault() {
        return new EnumMap<>(byFault);
    }

    /** The last requests, oldest first, such as {@code GET /v3/trades/IBM?limit=1}. */
    public synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    synchronized void asked(String line) {
        total++;
        lines.addLast(KEY_PARAMETER.matcher(line).replaceAll("$1" + MASK).replace(apiKey, MASK));
        if (lines.size() > MAX_LINES) {
            lines.removeFirst();
        }
    }

    synchronized void met(Fault fault) {
        byFault.merge(fault, 1L, Long::sum);
    }

    synchronized void answered(int status) {
        byStatus.merge(status, 1L, Long::sum);
    }

    synchronized JsonObject json() {
        var statuses = new JsonObject();
        byStatus.forEach((status, count) -> statuses.put(Integer.toString(status), count));
        var faults = new JsonObject();
        byFault.forEach((fault, count) -> faults.put(fault.word(), count));
        return new JsonObject().put("total", total).put("by_status", statuses).put("by_fault", faults).put("lines",
                new JsonArray(List.copyOf(lines)));
    }
}
