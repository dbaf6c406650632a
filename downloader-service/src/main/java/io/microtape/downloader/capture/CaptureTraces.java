package io.microtape.downloader.capture;

import io.microtape.model.capture.CaptureOutcome;
import io.microtape.model.lease.Lease;
import io.microtape.runtime.tracing.Activity;
import io.microtape.runtime.tracing.Activity.Entered;
import io.microtape.runtime.tracing.Tracing;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.MDC;

/**
 * What is told of captures that are worked on together: a trace for each, from the lease until it is settled. What the vendor
 * is asked for all of them is in the trace of the first; the others refer to it.
 */
public final class CaptureTraces implements AutoCloseable {
    private static final String CAPTURE = "capture_id";
    private static final String TRACE = "trace_id";

    private final List<Lease> leases;
    private final List<Activity> captures = new ArrayList<>();

    private CaptureTraces(List<Lease> leases) {
        this.leases = leases;
    }

    /** @param worker who works on them */
    public static CaptureTraces begin(Tracing tracing, String worker, List<Lease> leases) {
        var traces = new CaptureTraces(leases);
        for (Lease lease : leases) {
            Activity first = traces.captures.isEmpty() ? Activity.NONE : traces.captures.getFirst();
            traces.captures.add(tracing.root("capture", first).with("microtape.capture_id", lease.captureId())
                    .with("microtape.run_id", lease.runId()).with("microtape.manifest_id", lease.manifestId())
                    .with("microtape.tape", lease.spec().tape().word()).with("microtape.symbol", lease.spec().symbol())
                    .with("microtape.worker", worker));
        }
        return traces;
    }

    /** Until the result is closed, this thread is at work on a capture: so say its spans and what it logs. */
    public Entered at(Lease lease) {
        Activity capture = of(lease);
        Entered entered = capture.enter();
        String captureBefore = MDC.get(CAPTURE);
        String traceBefore = MDC.get(TRACE);
        say(CAPTURE, lease.captureId());
        say(TRACE, capture.traceId().isEmpty() ? null : capture.traceId());
        return () -> {
            say(CAPTURE, captureBefore);
            say(TRACE, traceBefore);
            entered.close();
        };
    }

    /** What became of a capture is settled. */
    public void end(Capturer.Result result) {
        Activity capture = of(result.lease());
        capture.with("microtape.outcome", result.outcome().getClass().getSimpleName())
                .with("microtape.requests", result.requests());
        switch (result.outcome()) {
            case CaptureOutcome.Published _,CaptureOutcome.Adopted _,CaptureOutcome.NoRows _ -> {
                // It came to what it was for.
            }
            case CaptureOutcome.Interrupted(String cause) -> capture.failed(cause);
            case CaptureOutcome.Rejected(String cause) -> capture.failed(cause);
            case CaptureOutcome.NotEntitled(String cause) -> capture.failed(cause);
            case CaptureOutcome.KeyRejected(String cause) -> capture.failed(cause);
            case CaptureOutcome.LakeUnwritable(String cause) -> capture.failed(cause);
            case CaptureOutcome.GivenBack(String cause) -> capture.failed(cause);
        }
        capture.close();
    }

    private Activity of(Lease lease) {
        return captures.get(leases.indexOf(lease));
    }

    private static void say(String key, String value) {
        if (value == null) {
            MDC.remove(key);
        } else {
            MDC.put(key, value);
        }
    }

    @Override
    public void close() {
        captures.forEach(Activity::close);
    }
}
