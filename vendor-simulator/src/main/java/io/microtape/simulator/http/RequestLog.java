package io.microtape.simulator.http;

import io.microtape.simulator.fault.Fault;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What was asked of the simulator, for tests and people to look at. Counts are complete; requests are the last 100,000.
 * The accepted key never stands in one: it is masked wherever it occurs, and so is the value of any {@code apiKey}
 * parameter.
 */
public final class RequestLog {
    /** The status under which answers that never began are counted. */
    public static final int NO_ANSWER = 0;
    static final int MAX_REQUESTS = 100_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final KeySight key;
    private final Deque<Entry> entries = new ArrayDeque<>();
    private final NavigableMap<Integer, Long> byStatus = new TreeMap<>();
    private final Map<Fault, Long> byFault = new EnumMap<>(Fault.class);
    private long total;
    private long authorized;
    private long leaks;

    RequestLog(String apiKey) {
        this.key = new KeySight(apiKey);
    }

    /**
     * One request.
     *
     * @param arrived {@link System#nanoTime} when its headers were there
     * @param target path and query without the {@code apiKey} parameter
     * @param headerNames in lower case, sorted
     * @param status of the answer, {@link #NO_ANSWER} for none at all; empty as long as it has not begun
     * @param fault what it met, as far as it has been answered
     */
    public record Request(long arrived, String method, String target, Set<String> headerNames, OptionalInt status,
            Optional<Fault> fault) {}

    /** A request that is being answered; its fields belong to the log. */
    static final class Entry {
        private final String line;
        private Request request;

        Entry(String line, Request request) {
            this.line = line;
            this.request = request;
        }
    }

    /** All requests so far, answered or not. */
    public synchronized long total() {
        return total;
    }

    /** Requests so far whose {@code Authorization} header was the key as a bearer token and nothing else. */
    public synchronized long authorized() {
        return authorized;
    }

    /** Requests so far that held the key in their URL or in any header but {@code Authorization}. */
    public synchronized long leaks() {
        return leaks;
    }

    /** Answers begun so far by HTTP status, {@link #NO_ANSWER} for connections closed or left open instead. */
    public synchronized NavigableMap<Integer, Long> byStatus() {
        return new TreeMap<>(byStatus);
    }

    /** How often each fault was met so far; one that did not show on its answer was not. */
    public synchronized Map<Fault, Long> byFault() {
        return new EnumMap<>(byFault);
    }

    /** How often each target is among the last requests. */
    public synchronized Map<String, Long> byTarget() {
        return entries.stream().collect(Collectors.groupingBy(entry -> entry.request.target(), Collectors.counting()));
    }

    /** The last requests, oldest first. */
    public synchronized List<Request> requests() {
        return entries.stream().map(entry -> entry.request).toList();
    }

    /** The last requests, oldest first, such as {@code GET /v3/trades/IBM?limit=1}. */
    public synchronized List<String> lines() {
        return entries.stream().map(entry -> entry.line).toList();
    }

    /** The most of the last requests that arrived within one second, wherever it begins. */
    public synchronized int mostInASecond() {
        Deque<Long> second = new ArrayDeque<>();
        int most = 0;
        for (Entry entry : entries) {
            long arrived = entry.request.arrived();
            second.addLast(arrived);
            while (arrived - second.getFirst() >= NANOS_PER_SECOND) {
                second.removeFirst();
            }
            most = Math.max(most, second.size());
        }
        return most;
    }

    synchronized Entry asked(String method, String uri, String target, MultiMap headers) {
        total++;
        authorized += key.isBearer(headers.get("Authorization")) ? 1 : 0;
        leaks += key.leaks(uri, headers) ? 1 : 0;
        Set<String> names = new TreeSet<>();
        headers.names().forEach(name -> names.add(key.masked(name.toLowerCase(Locale.ROOT))));
        var entry = new Entry(method + " " + key.masked(uri), new Request(System.nanoTime(), method,
                key.masked(target), Set.copyOf(names), OptionalInt.empty(), Optional.empty()));
        entries.addLast(entry);
        if (entries.size() > MAX_REQUESTS) {
            entries.removeFirst();
        }
        return entry;
    }

    synchronized void met(Entry entry, Fault fault) {
        byFault.merge(fault, 1L, Long::sum);
        Request is = entry.request;
        entry.request = new Request(is.arrived(), is.method(), is.target(), is.headerNames(), is.status(),
                Optional.of(fault));
    }

    synchronized void answered(Entry entry, int status) {
        byStatus.merge(status, 1L, Long::sum);
        Request is = entry.request;
        entry.request = new Request(is.arrived(), is.method(), is.target(), is.headerNames(), OptionalInt.of(status),
                is.fault());
    }

    synchronized JsonObject json() {
        var statuses = new JsonObject();
        byStatus.forEach((status, count) -> statuses.put(Integer.toString(status), count));
        var faults = new JsonObject();
        byFault.forEach((fault, count) -> faults.put(fault.word(), count));
        return new JsonObject().put("total", total).put("by_status", statuses).put("by_fault", faults)
                .put("key_leaks", leaks).put("most_in_a_second", mostInASecond()).put("lines", new JsonArray(lines()));
    }
}
