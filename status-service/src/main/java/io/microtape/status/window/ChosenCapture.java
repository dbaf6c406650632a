package io.microtape.status.window;

import io.microtape.model.capture.CaptureState;
import io.microtape.model.capture.Tape;
import io.microtape.runtime.http.Problem;
import io.microtape.runtime.http.ProblemException;
import io.microtape.runtime.ledger.CaptureRecords.CaptureRecord;
import io.microtape.runtime.ledger.WindowRecords.WindowCapture;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which of a window's captures a request for a tape is about. */
final class ChosenCapture {
    private ChosenCapture() {}

    /**
     * The capture.
     *
     * @param window    the captures of the window
     * @param captureId the one that the request names
     * @throws ProblemException 404 when there is none; 400 when there are several with rows and none is named; 409 when it
     *                          has no rows, with its state and why
     */
    static CaptureRecord of(String windowId, List<WindowCapture> window, Tape tape, Optional<String> captureId) {
        List<CaptureRecord> asked = window.stream().map(WindowCapture::capture)
                .filter(capture -> capture.spec().tape() == tape)
                .filter(capture -> captureId.isEmpty() || captureId.get().equals(capture.captureId())).toList();
        if (asked.isEmpty()) {
            throw new ProblemException(Problem.notFound(captureId
                    .map(id -> "window %s has no %s with the capture id %s".formatted(windowId, tape.word(), id))
                    .orElse("no manifest here asks for the %s of window %s".formatted(tape.word(), windowId)),
                    "/api/v1/windows/%s lists what there is".formatted(windowId)));
        }
        List<CaptureRecord> stored = asked.stream().filter(capture -> capture.state() == CaptureState.COMPLETE)
                .toList();
        if (stored.isEmpty()) {
            throw new ProblemException(new Problem(409, "no rows stored", asked.stream().map(ChosenCapture::standing)
                    .collect(Collectors.joining("; ")), "run its manifest, or retry the run that gave it up"));
        }
        if (stored.size() > 1) {
            throw new ProblemException(Problem.badRequest(
                    "window %s has %s that were captured in %d ways".formatted(windowId, tape.word(), stored.size()),
                    stored.stream().map(CaptureRecord::captureId)
                            .collect(Collectors.joining(", ", "name the manifest, or the capture: one of ", ""))));
        }
        return stored.getFirst();
    }

    private static String standing(CaptureRecord capture) {
        return "%s is %s%s".formatted(capture.captureId(), capture.state(),
                capture.cause().map(cause -> ": " + cause).orElse(""));
    }
}
