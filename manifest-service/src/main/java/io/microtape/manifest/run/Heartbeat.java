package io.microtape.manifest.run;

import io.microtape.runtime.cost.Total;
import io.microtape.model.capture.CaptureState;
import io.microtape.model.run.Run;
import io.microtape.model.run.RunState;
import io.microtape.runtime.ledger.Ledger;
import io.microtape.model.coverage.Progress;
import io.microtape.runtime.coverage.Coverages;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How far each running run is, from the ledger, and how fast it went since the beat before. A beat also writes down for how
 * long the runs have been running, and so pauses one whose hours are used up. To be used by one thread at a time.
 */
public final class Heartbeat {
    private static final double MILLIS_PER_MINUTE = 60_000;
    private static final Set<CaptureState> WAITING = EnumSet.of(CaptureState.QUEUED, CaptureState.IN_FLIGHT);

    private final Ledger ledger;
    private final Coverages coverages;
    private final RunCosts costs;
    private final InstantSource clock;
    private Map<String, Beat> before = new HashMap<>();

    private record Beat(long answered, long millis) {}

    public Heartbeat(Ledger ledger, Coverages coverages, RunCosts costs, InstantSource clock) {
        this.ledger = ledger;
        this.coverages = coverages;
        this.costs = costs;
        this.clock = clock;
    }

    /** One line for each running run, oldest first; none when nothing runs. */
    public List<String> beat() {
        ledger.runControl().countTime();
        Map<String, Beat> now = new HashMap<>();
        List<String> lines = ledger.runs().all().reversed().stream().filter(run -> run.state() == RunState.RUNNING)
                .map(run -> line(run, now)).toList();
        before = now;
        return lines;
    }

    private String line(Run run, Map<String, Beat> now) {
        Progress progress = coverages.progress(run);
        var beat = new Beat(progress.answered(), clock.millis());
        now.put(run.runId(), beat);
        return RunLine.of(run, progress) + rate(Optional.ofNullable(before.get(run.runId())), beat)
                + rest(run, progress);
    }

    private static String rate(Optional<Beat> last, Beat beat) {
        return last.filter(earlier -> earlier.millis() < beat.millis()).map(earlier -> String.format(Locale.ROOT,
                "; %,.1f captures/min since the last line",
                (beat.answered() - earlier.answered()) / ((beat.millis() - earlier.millis()) / MILLIS_PER_MINUTE)))
                .orElse("");
    }

    /** Nothing while no capture's time is known: a guess would look like a measurement. */
    private String rest(Run run, Progress progress) {
        if (progress.of(CaptureState.QUEUED) + progress.of(CaptureState.IN_FLIGHT) == 0) {
            return "";
        }
        Total hours = costs.of(run, WAITING).hours();
        return hours.captures() == 0
                ? ""
                : String.format(Locale.ROOT, "; %,.2f to %,.2f hours left (p50 to p90)", hours.p50(), hours.p90());
    }
}
