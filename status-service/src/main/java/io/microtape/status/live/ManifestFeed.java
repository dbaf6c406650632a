package io.microtape.status.live;

import io.microtape.model.coverage.Coverage;
import io.microtape.runtime.json.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The snapshots of one manifest for all who watch it: one ledger read serves every client, reads never overlap, and
 * there is a pause between them in which any number of announcements become one more read. To be used on one context.
 */
final class ManifestFeed {
    private static final Logger LOG = LoggerFactory.getLogger(ManifestFeed.class);

    private final Vertx vertx;
    private final String manifestId;
    private final Supplier<Future<Coverage>> read;
    private final Duration pause;
    private final InstantSource clock;
    private final Set<LiveClient> clients = new LinkedHashSet<>();
    private Coverage latest;
    private Buffer latestFrame;
    private long eventId;
    private boolean busy;
    private boolean announced;
    private boolean refreshDue;

    ManifestFeed(Vertx vertx, String manifestId, Supplier<Future<Coverage>> read, Duration pause,
            InstantSource clock) {
        this.vertx = vertx;
        this.manifestId = manifestId;
        this.read = read;
        this.pause = pause;
        this.clock = clock;
    }

    void join(LiveClient client) {
        clients.add(client);
        if (latestFrame != null) {
            client.offer(latestFrame);
        } else {
            announce();
        }
    }

    void leave(LiveClient client) {
        clients.remove(client);
    }

    boolean deserted() {
        return clients.isEmpty();
    }

    /** Something changed, maybe here: read again and tell the clients if it did. */
    void announce() {
        announced = true;
        readWhenIdle();
    }

    /** Read again and tell the clients, changed or not. */
    void refresh() {
        refreshDue = true;
        announce();
    }

    void offer(Buffer frame) {
        clients.forEach(client -> client.offer(frame));
    }

    void end() {
        clients.forEach(LiveClient::end);
        // With nobody left, a read that was to follow does not.
        clients.clear();
    }

    private void readWhenIdle() {
        if (busy || !announced || deserted()) {
            return;
        }
        busy = true;
        announced = false;
        boolean evenUnchanged = refreshDue;
        refreshDue = false;
        read.get().onSuccess(coverage -> publish(coverage, evenUnchanged))
                // The next refresh tries again; until then the clients see that nothing new came.
                .onFailure(failure -> LOG.warn("the coverage of {} cannot be read", manifestId, failure))
                .onComplete(_ -> vertx.setTimer(Math.max(1, pause.toMillis()), _ -> {
                    busy = false;
                    readWhenIdle();
                }));
    }

    private void publish(Coverage coverage, boolean evenUnchanged) {
        if (coverage.equals(latest) && !evenUnchanged) {
            return;
        }
        latest = coverage;
        // Epoch milliseconds, so that ids rise across restarts too.
        eventId = Math.max(eventId + 1, clock.millis());
        latestFrame = Buffer.buffer("id: %d\nevent: coverage\ndata: %s\n\n".formatted(eventId, Json.text(coverage)));
        offer(latestFrame);
    }
}
