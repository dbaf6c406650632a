package io.microtape.manifest;

import io.microtape.model.capture.CaptureState;
import io.microtape.model.coverage.Coverage;
import io.microtape.model.coverage.CoverageAsk;
import io.microtape.model.run.Run;
import io.microtape.model.run.RunState;
import io.microtape.runtime.coverage.Coverages;
import io.microtape.runtime.ledger.Ledger;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the work stands, in Prometheus' words: what alarms and the number of downloaders go by. The numbers are those of
 * {@link Coverages}, read at most once a second, of the manifests that have an unfinished run. While the ledger does not
 * answer {@code microtape.ledger.up} is 0, and the others are no numbers.
 */
public final class LedgerMetrics {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerMetrics.class);
    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

    private final Ledger ledger;
    private final Coverages coverages;
    private Standing standing = Standing.UNKNOWN;
    private long readAt = System.nanoTime() - FRESH_NANOS;

    public LedgerMetrics(Ledger ledger, Coverages coverages) {
        this.ledger = ledger;
        this.coverages = coverages;
    }

    private record Standing(boolean known, Map<CaptureState, Long> captures, Map<RunState, Long> runs, long missing,
            long waiting) {
        static final Standing UNKNOWN = new Standing(false, Map.of(), Map.of(), 0, 0);
    }

    /** Shows it in a registry, as it is when somebody looks. */
    public void watch(MeterRegistry registry) {
        for (CaptureState state : CaptureState.values()) {
            gauge("microtape.ledger.captures", now -> now.captures().getOrDefault(state, 0L)).tag("state", word(state))
                    .description("captures of the manifests that have an unfinished run").register(registry);
        }
        for (RunState state : RunState.values()) {
            gauge("microtape.ledger.runs", now -> now.runs().getOrDefault(state, 0L)).tag("state", word(state))
                    .description("runs").register(registry);
        }
        gauge("microtape.captures.missing", Standing::missing)
                .description("captures of those manifests that are neither complete nor confirmed to be empty")
                .register(registry);
        gauge("microtape.captures.waiting", Standing::waiting)
                .description("captures of running runs that wait for a downloader").register(registry);
        Gauge.builder("microtape.ledger.up", this, self -> self.now().known() ? 1 : 0).strongReference(true)
                .description("whether the ledger answers").register(registry);
    }

    /** Kept by the registry: nobody else has a reason to. */
    private Gauge.Builder<LedgerMetrics> gauge(String name, ToDoubleFunction<Standing> value) {
        return Gauge.builder(name, this, self -> {
            Standing now = self.now();
            return now.known() ? value.applyAsDouble(now) : Double.NaN;
        }).strongReference(true);
    }

    private synchronized Standing now() {
        if (System.nanoTime() - readAt >= FRESH_NANOS) {
            try {
                standing = read();
            } catch (RuntimeException e) {
                LOG.debug("how the work stands is not known", e);
                standing = Standing.UNKNOWN;
            }
            readAt = System.nanoTime();
        }
        return standing;
    }

    private Standing read() {
        List<Run> runs = ledger.runs().all();
        Map<CaptureState, Long> captures = new EnumMap<>(CaptureState.class);
        long missing = 0;
        for (String manifestId : runs.stream().filter(Run::unfinished).map(Run::manifestId).distinct().toList()) {
            Coverage coverage = coverages.of(CoverageAsk.of(manifestId));
            coverage.states().forEach((state, count) -> captures.merge(state, count, Long::sum));
            missing += coverage.missing();
        }
        Map<RunState, Long> states = new EnumMap<>(RunState.class);
        runs.forEach(run -> states.merge(run.state(), 1L, Long::sum));
        long waiting = runs.stream().filter(run -> run.state() == RunState.RUNNING)
                .mapToLong(run -> coverages.progress(run).of(CaptureState.QUEUED)).sum();
        return new Standing(true, captures, states, missing, waiting);
    }

    private static String word(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
