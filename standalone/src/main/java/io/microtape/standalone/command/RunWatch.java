package io.microtape.standalone.command;

import io.microtape.manifest.run.RunLine;
import io.microtape.model.capture.CaptureState;
import io.microtape.model.run.Run;
import io.microtape.model.run.RunState;
import io.microtape.runtime.coverage.Coverages;
import io.microtape.runtime.ledger.Ledger;
import io.microtape.standalone.Workplace;
import io.microtape.model.coverage.Progress;
import java.util.Locale;

/** Waits for a run and says how it goes. */
final class RunWatch {
    private static final long LOOK_MILLIS = 200;
    private static final long SAY_MILLIS = 2_000;

    private final Ledger ledger;
    private final Coverages coverages;
    private final Printer printer;

    RunWatch(Workplace workplace, Printer printer) {
        this.ledger = workplace.ledger();
        this.coverages = workplace.coverages();
        this.printer = printer;
    }

    /**
     * Returns when nothing of the run is left to ask now.
     *
     * @return whether every capture of the run has an answer: none failed, the run was neither paused nor cancelled
     */
    boolean untilSettled(Run run) throws InterruptedException {
        long said = 0;
        while (true) {
            // Progress is read last, so that what is reported at the end is what the end was decided on, or newer.
            long open = ledger.runCaptures().open(run);
            Run now = ledger.runs().get(run.runId());
            // A finished run may have holes that are due.
            boolean ended = now.state() == RunState.PAUSED || now.state() == RunState.CANCELLED || open == 0;
            Progress progress = coverages.progress(now);
            if (ended || System.currentTimeMillis() - said >= SAY_MILLIS) {
                said = System.currentTimeMillis();
                printer.say(RunLine.of(now, progress));
            }
            if (ended) {
                return asWanted(now, progress);
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    private boolean asWanted(Run run, Progress progress) {
        if (!run.reason().isEmpty()) {
            printer.say("%s: %s".formatted(run.state().name().toLowerCase(Locale.ROOT), run.reason()));
        }
        long empty = progress.of(CaptureState.EMPTY);
        if (empty > 0) {
            printer.say("%,d captures were answered empty and are asked again after empty.recheck_after"
                    .formatted(empty));
        }
        boolean ended = run.state() == RunState.PAUSED || run.state() == RunState.CANCELLED;
        return !ended && progress.of(CaptureState.FAILED) == 0 && progress.of(CaptureState.NOT_ENTITLED) == 0;
    }
}
