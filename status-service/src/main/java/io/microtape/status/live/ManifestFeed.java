package io.microtape.status.live;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What changes in one manifest, for all who watch it: one look at the ledger serves every client, looks never overlap, and
 * there is a pause between them in which any number of announcements become one more look. A client gets a snapshot first
 * and then what differs, each with an id; one that comes back with the id of an event that is still remembered gets what
 * was said since. To be used on one context.
 */
final class ManifestFeed {
    private static final Logger LOG = LoggerFactory.getLogger(ManifestFeed.class);
    /** At four looks a second, the changes of a quarter of a minute; whoever was away for longer gets a snapshot. */
    private static final int REMEMBERED = 64;

    private final Vertx vertx;
    private final String manifestId;
    private final Supplier<Future<LiveState>> look;
    private final Duration pause;
    /** Tells the ids of this feed from those of others, of before a restart and of other processes. */
    private final String epoch;
    private final Set<LiveClient> clients = new LinkedHashSet<>();
    private final Deque<Event> recent = new ArrayDeque<>();
    private ObjectNode latest;
    private long number;
    private boolean busy;
    private boolean announced;
    private boolean refreshDue;

    ManifestFeed(Vertx vertx, String manifestId, Supplier<Future<LiveState>> look, Duration pause, String epoch) {
        this.vertx = vertx;
        this.manifestId = manifestId;
        this.look = look;
        this.pause = pause;
        this.epoch = epoch;
    }

    /**
     * Adds a client.
     *
     * @param last the id of the last event that it has, if it was here before
     */
    void join(LiveClient client, Optional<String> last) {
        clients.add(client);
        if (latest == null) {
            announce();
            return;
        }
        Optional<List<Event>> missed = last.flatMap(this::since);
        if (missed.isPresent()) {
            missed.get().forEach(client::offer);
        } else {
            client.begin(recent.getLast().whole());
        }
    }

    void leave(LiveClient client) {
        clients.remove(client);
    }

    boolean deserted() {
        return clients.isEmpty();
    }

    /** Something changed, maybe here: look again and tell the clients if it did. */
    void announce() {
        announced = true;
        lookWhenIdle();
    }

    /** Look again and tell the clients, changed or not. */
    void refresh() {
        refreshDue = true;
        announce();
    }

    /** Bytes that say nothing, to keep connections open. */
    void keepOpen(Buffer comment) {
        clients.forEach(client -> client.keepOpen(comment));
    }

    void end() {
        clients.forEach(LiveClient::end);
        // With nobody left, a look that was to follow does not.
        clients.clear();
    }

    /** What was said after an event; empty when that is not known any more, or was never said here. */
    private Optional<List<Event>> since(String id) {
        String mine = epoch + "-";
        if (!id.startsWith(mine)) {
            return Optional.empty();
        }
        try {
            long seen = Long.parseLong(id.substring(mine.length()));
            boolean known = seen <= number && !recent.isEmpty() && seen >= recent.getFirst().number() - 1;
            return known
                    ? Optional.of(recent.stream().filter(event -> event.number() > seen).toList())
                    : Optional.empty();
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    private void lookWhenIdle() {
        if (busy || !announced || deserted()) {
            return;
        }
        busy = true;
        announced = false;
        boolean evenUnchanged = refreshDue;
        refreshDue = false;
        look.get().onSuccess(state -> publish(state.json(), evenUnchanged))
                // The next refresh tries again; until then the clients see that nothing new came.
                .onFailure(failure -> LOG.warn("the state of {} cannot be read", manifestId, failure))
                .onComplete(_ -> vertx.setTimer(Math.max(1, pause.toMillis()), _ -> {
                    busy = false;
                    lookWhenIdle();
                }));
    }

    private void publish(ObjectNode state, boolean evenUnchanged) {
        ObjectNode change = latest == null ? state : LiveState.change(latest, state);
        boolean changed = change.size() > 1;
        if (!changed && !evenUnchanged) {
            return;
        }
        boolean first = latest == null;
        latest = state;
        number++;
        String id = epoch + "-" + number;
        Buffer whole = Event.frame(id, "snapshot", state);
        var event = new Event(number, changed
                ? Event.frame(id, "change", change)
                : Event.frame(id, "alive", LiveState.alive(state)), whole);
        recent.addLast(event);
        if (recent.size() > REMEMBERED) {
            recent.removeFirst();
        }
        if (first) {
            clients.forEach(client -> client.begin(whole));
        } else {
            clients.forEach(client -> client.offer(event));
        }
    }
}
