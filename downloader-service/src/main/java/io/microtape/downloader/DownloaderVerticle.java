package io.microtape.downloader;

import io.microtape.downloader.capture.CaptureStep;
import io.microtape.downloader.capture.CaptureTraces;
import io.microtape.downloader.capture.Capturer;
import io.microtape.model.capture.CaptureOutcome;
import io.microtape.model.lease.Lease;
import io.microtape.model.lease.LeaseMessages;
import io.microtape.model.lease.LeaseMessages.Ask;
import io.microtape.model.lease.LeaseMessages.Granted;
import io.microtape.model.lease.LeaseMessages.Settle;
import io.microtape.model.lease.LeaseMessages.Settled;
import io.microtape.model.lease.LeaseMessages.WorkAvailable;
import io.microtape.runtime.tracing.Activity;
import io.microtape.runtime.tracing.Tracing;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One worker on a virtual thread: asks for a capture when it is free, works on it, settles it, asks again. Asking only
 * when there is room is the back-pressure; a lost message costs a lease time-out and nothing else.
 */
final class DownloaderVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(DownloaderVerticle.class);
    private static final int SETTLE_TRIES = 5;
    private static final long RESEND_MILLIS = 500;
    private static final DeliveryOptions REPLY_SOON = new DeliveryOptions().setSendTimeout(10_000);

    private final String name;
    private final DownloaderSettings settings;
    private final Capturer capturer;
    private final DownloaderMetrics metrics;
    private final LeaseRenewalVerticle renewal;
    private final CaptureStep.Observer observer;
    private final Tracing tracing;
    private final AtomicBoolean givingBack;
    private final Promise<Void> stopped = Promise.promise();
    private MessageConsumer<WorkAvailable> announcements;
    private Promise<Void> wake = Promise.promise();
    private boolean stopping;

    DownloaderVerticle(String name, DownloaderSettings settings, Capturer capturer, DownloaderMetrics metrics,
            LeaseRenewalVerticle renewal, CaptureStep.Observer observer, Tracing tracing, AtomicBoolean givingBack) {
        this.name = name;
        this.settings = settings;
        this.capturer = capturer;
        this.metrics = metrics;
        this.renewal = renewal;
        this.observer = observer;
        this.tracing = tracing;
        this.givingBack = givingBack;
    }

    @Override
    public Future<?> start() {
        announcements = vertx.eventBus().consumer(LeaseMessages.WORK, _ -> wake.tryComplete());
        context.runOnContext(_ -> loop());
        return announcements.completion();
    }

    /** Asks for nothing more; the capture at hand goes on until it is to be given back. */
    @Override
    public Future<?> stop() {
        stopping = true;
        wake.tryComplete();
        return stopped.future();
    }

    private void loop() {
        try {
            while (!stopping) {
                wake = Promise.promise();
                List<Lease> leases = ask();
                if (leases.isEmpty()) {
                    rest();
                } else {
                    try (var traces = CaptureTraces.begin(tracing, name, leases)) {
                        work(leases, traces);
                    }
                }
            }
        } finally {
            stopped.complete();
        }
    }

    // Future.await throws whatever a future failed with, checked exceptions too, without declaring them: a handler for
    // RuntimeException alone would let a time-out end the worker.

    private List<Lease> ask() {
        try {
            var reply = Future
                    .await(vertx.eventBus().<Granted>request(LeaseMessages.LEASE, new Ask(name), REPLY_SOON));
            return reply.body().leases();
        } catch (Exception e) {
            LOG.debug("nobody answers for leases: {}", e.getMessage());
            return List.of();
        }
    }

    private void rest() {
        if (!stopping) {
            try {
                Future.await(wake.future().timeout(settings.idlePoll().toMillis(), TimeUnit.MILLISECONDS));
            } catch (Exception e) {
                LOG.trace("nothing was announced while resting", e);
            }
        }
    }

    private void work(List<Lease> leases, CaptureTraces traces) {
        List<Capturer.Result> results;
        try (var kept = renewal.keep(leases)) {
            results = capturer.capture(leases, lease -> !givingBack.get() && kept.held(lease), traces);
        } catch (Throwable e) {
            // An Error too: a capture that is too much for this process must count as failed, not end the worker.
            LOG.error("{} failed unexpectedly", leases.stream().map(Lease::captureId).toList(), e);
            var interrupted = new CaptureOutcome.Interrupted("an unexpected error: " + e);
            results = leases.stream().map(lease -> new Capturer.Result(lease, interrupted, 0)).toList();
        }
        for (Capturer.Result result : results) {
            metrics.settled(result.outcome());
            try (var _ = traces.at(result.lease()); var settling = Activity.current().call("settle")) {
                settle(new Settle(result.lease().captureId(), result.lease().token(), result.outcome(),
                        result.requests()), settling);
            }
            traces.end(result);
            observer.reached(CaptureStep.SETTLED, result.lease().captureId());
        }
    }

    private void settle(Settle settle, Activity settling) {
        DeliveryOptions options = settling.carriedBy(REPLY_SOON);
        for (int tries = 1; tries <= SETTLE_TRIES; tries++) {
            try {
                var reply = Future.await(vertx.eventBus().<Settled>request(LeaseMessages.SETTLE, settle, options));
                settling.with("microtape.settled", reply.body().result().name());
                if (reply.body().result() == Settled.Result.STALE) {
                    LOG.warn("capture {}: its lease had passed on; nothing was recorded", settle.captureId());
                }
                return;
            } catch (Exception e) {
                LOG.warn("capture {}: settling it was not answered, try {}: {}", settle.captureId(), tries,
                        e.getMessage());
                await(tries < SETTLE_TRIES ? tries * RESEND_MILLIS : 0);
            }
        }
        settling.failed("nobody answered");
    }

    /** What broke may be over soon, and a settlement that is lost costs an attempt and the count of its requests. */
    private void await(long millis) {
        if (millis > 0) {
            try {
                Future.await(vertx.timer(millis));
            } catch (Exception e) {
                LOG.trace("the wait was cut short", e);
            }
        }
    }
}
