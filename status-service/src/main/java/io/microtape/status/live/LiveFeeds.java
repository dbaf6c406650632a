package io.microtape.status.live;

import io.microtape.model.coverage.CoverageAsk;
import io.microtape.model.fleet.DownloaderReport;
import io.microtape.model.lease.LeaseMessages;
import io.microtape.runtime.coverage.Coverages;
import io.microtape.runtime.http.Problem;
import io.microtape.runtime.http.ProblemException;
import io.microtape.runtime.ledger.RunAsk;
import io.microtape.runtime.ledger.RunSort;
import io.microtape.status.fleet.Fleet;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The live stream of every watched manifest. Announcements on the bus say when to look; what is sent is always read from
 * the ledger. Live reads use one thread, so watching never takes more than one of the ledger's connections from work.
 */
public final class LiveFeeds {
    private static final Buffer HEARTBEAT = Buffer.buffer(": still here\n\n");
    /** How long a browser waits before it connects again, milliseconds. */
    private static final Buffer GREETING = Buffer.buffer("retry: 2000\n\n");

    private final Vertx vertx;
    private final Function<String, LiveState> state;
    private final String epoch;
    private long opened;
    /** Seen and set on the context only. */
    private boolean stopped;
    private final LiveLimits limits;
    private final InstantSource clock;
    private final WorkerExecutor reader;
    private final Context context;
    private final AtomicInteger clients = new AtomicInteger();
    private final Map<String, ManifestFeed> feeds = new HashMap<>();
    private final List<MessageConsumer<Object>> consumers;
    private final List<Long> timers;

    /**
     * @param coverages what is told of a manifest, beside its runs
     * @param fleet     and how the fleet stands
     */
    public LiveFeeds(Vertx vertx, Coverages coverages, Fleet fleet, LiveLimits limits, InstantSource clock) {
        this.vertx = vertx;
        this.state = manifestId -> LiveState.of(coverages.of(CoverageAsk.of(manifestId)), fleet.rate(),
                coverages.runs().page(new RunAsk(Optional.of(manifestId), Optional.empty(), RunSort.NEWEST,
                        RunAsk.DEFAULT_LIMIT, 0)).runs());
        this.epoch = Long.toString(clock.millis(), Character.MAX_RADIX);
        this.limits = limits;
        this.clock = clock;
        this.reader = vertx.createSharedWorkerExecutor("live-coverage", 1);
        this.context = vertx.getOrCreateContext();
        this.consumers = List.of(onBus(LeaseMessages.CHANGED), onBus(LeaseMessages.WORK),
                onBus(DownloaderReport.ADDRESS));
        this.timers = List.of(every(limits.refresh(), ManifestFeed::refresh),
                every(limits.heartbeat(), feed -> feed.keepOpen(HEARTBEAT)));
    }

    /**
     * Turns a response into a live stream; fails with a 503 problem when there are as many as allowed.
     *
     * @param last the id of the last event that the client has, if it was here before
     */
    public Future<Void> join(String manifestId, Optional<String> last, HttpServerResponse response) {
        if (response.closed()) {
            return Future.succeededFuture();
        }
        if (clients.incrementAndGet() > limits.maxClients()) {
            clients.decrementAndGet();
            return Future.failedFuture(new ProblemException(new Problem(503, "too many live clients",
                    "%d clients are watching, which is the limit".formatted(limits.maxClients()),
                    "close one, or ask /api/v1/coverage from time to time")));
        }
        var client = new LiveClient(vertx.getOrCreateContext(), response, limits.patience(), clock,
                gone -> leave(manifestId, gone));
        response.putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store").putHeader("X-Content-Type-Options", "nosniff")
                // Compressed, a small event could wait in the encoder for the next one.
                .putHeader(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY).setChunked(true).write(GREETING);
        context.runOnContext(_ -> {
            if (stopped) {
                client.end();
            } else {
                feeds.computeIfAbsent(manifestId, this::open).join(client, last);
            }
        });
        return Future.succeededFuture();
    }

    /** Ends every stream and stops listening. */
    public Future<Void> stop() {
        Promise<Void> ended = Promise.promise();
        context.runOnContext(_ -> {
            stopped = true;
            timers.forEach(vertx::cancelTimer);
            feeds.values().forEach(ManifestFeed::end);
            feeds.clear();
            ended.complete();
        });
        return ended.future().compose(_ -> Future.all(consumers.stream().map(MessageConsumer::unregister).toList()))
                .compose(_ -> reader.close());
    }

    private void leave(String manifestId, LiveClient client) {
        clients.decrementAndGet();
        context.runOnContext(_ -> Optional.ofNullable(feeds.get(manifestId)).ifPresent(feed -> {
            feed.leave(client);
            if (feed.deserted()) {
                feeds.remove(manifestId);
            }
        }));
    }

    private ManifestFeed open(String manifestId) {
        return new ManifestFeed(vertx, manifestId,
                () -> reader.executeBlocking(() -> state.apply(manifestId)), limits.pause(), epoch + "." + ++opened);
    }

    private MessageConsumer<Object> onBus(String address) {
        return vertx.eventBus().consumer(address,
                _ -> context.runOnContext(_ -> feeds.values().forEach(ManifestFeed::announce)));
    }

    private long every(Duration interval, Consumer<ManifestFeed> action) {
        return vertx.setPeriodic(interval.toMillis(),
                _ -> context.runOnContext(_ -> feeds.values().forEach(action)));
    }
}
