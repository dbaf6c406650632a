package io.microtape.standalone.command;

import io.microtape.model.capture.CaptureState;
import io.microtape.model.coverage.Coverage;
import io.microtape.model.run.Run;
import io.microtape.model.run.RunState;
import io.microtape.runtime.ledger.Ledger;
import java.util.Optional;

/** Waits for a run and says how it goes. */
final class RunWatch {
    private static final long LOOK_MILLIS = 200;
    private static final long SAY_MILLIS = 2_000;

    private final Ledger ledger;
    private final Printer printer;

    RunWatch(Ledger ledger, Printer printer) {
        this.ledger = ledger;
        this.printer = printer;
    }

    /**
     * Returns when nothing of the run is left to ask now.
     *
     * @return whether every capture of the manifest that was asked for has an answer: none failed, the run did not pause
     */
    boolean untilSettled(Run run) throws InterruptedException {
        long all = ledger.runs().captures(run);
        long said = 0;
        while (true) {
            // Coverage is read last, so that what is reported at the end is what the end was decided on, or newer.
            long open = ledger.runs().open(run, System.currentTimeMillis());
            Run now = ledger.runs().find(run.runId()).orElseThrow();
            boolean ended = now.state() != RunState.RUNNING || open == 0;
            Coverage coverage = ledger.coverage().of(run.manifestId(), Optional.empty());
            if (ended || System.currentTimeMillis() - said >= SAY_MILLIS) {
                said = System.currentTimeMillis();
                printer.say("%,d of %,d captures answered  %s".formatted(all - open, all,
                        CoverageText.counts(coverage.states())));
            }
            if (ended) {
                if (now.state() == RunState.PAUSED) {
                    printer.say("paused: " + now.reason());
                }
                long empty = coverage.states().get(CaptureState.EMPTY);
                if (empty > 0) {
                    printer.say("%,d captures were answered empty and are asked again after empty.recheck_after"
                            .formatted(empty));
                }
                return now.state() != RunState.PAUSED && coverage.states().get(CaptureState.FAILED) == 0
                        && coverage.states().get(CaptureState.NOT_ENTITLED) == 0;
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }
}
