package io.microtape.standalone.command;

import io.microtape.manifest.run.RunLine;
import io.microtape.model.capture.CaptureState;
import io.microtape.model.run.Run;
import io.microtape.model.run.RunState;
import io.microtape.runtime.coverage.RunStatus;
import io.microtape.standalone.installation.Installation;
import io.microtape.standalone.installation.UnreachableException;
import io.microtape.standalone.progress.Progress;
import java.util.Locale;

/** Waits for a run and says how it goes. */
final class RunWatch {
    private static final long LOOK_MILLIS = 200;
    private static final long MISSED_MILLIS = 1_000;
    private static final int MOST_MISSED = 60;

    private final Installation there;
    private final Printer printer;

    RunWatch(Installation there, Printer printer) {
        this.there = there;
        this.printer = printer;
    }

    /**
     * Returns when nothing of the run is left to ask now.
     *
     * @return whether every capture of the run has an answer: none failed, the run was neither paused nor cancelled
     */
    boolean untilSettled(String runId) throws InterruptedException {
        RunStatus last;
        try (Progress progress = printer.progress("capture")) {
            last = watch(runId, progress);
        }
        return asWanted(last.run(), last.progress());
    }

    private RunStatus watch(String runId, Progress progress) throws InterruptedException {
        while (true) {
            RunStatus now = look(runId);
            RunState state = now.run().state();
            progress.at(now.progress().answered(), now.progress().captures(), RunText.trouble(now.progress()),
                    () -> RunLine.of(now.run(), now.progress()));
            // A finished run may have holes that are due.
            if (state == RunState.PAUSED || state == RunState.CANCELLED || now.open().orElse(0) == 0) {
                progress.end(RunLine.of(now.run(), now.progress()));
                return now;
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    /** A server that is away for a moment, to be started anew, ends no waiting: the run goes on without anybody watching. */
    private RunStatus look(String runId) throws InterruptedException {
        for (int missed = 0;; missed++) {
            try {
                return there.run(runId);
            } catch (UnreachableException e) {
                if (missed == MOST_MISSED) {
                    throw e;
                }
                Thread.sleep(MISSED_MILLIS);
            }
        }
    }

    private boolean asWanted(Run run, io.microtape.model.coverage.Progress progress) {
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
