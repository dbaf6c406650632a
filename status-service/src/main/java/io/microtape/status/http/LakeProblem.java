package io.microtape.status.http;

import io.microtape.runtime.http.Problem;
import io.microtape.runtime.http.ProblemException;
import io.microtape.runtime.lake.LakeUnavailableException;

/** What a call answers when the lake as a whole does not. */
public final class LakeProblem {
    private LakeProblem() {}

    /** A 503: it says nothing of the file that was asked for, so another try may have it. */
    public static ProblemException of(LakeUnavailableException unavailable) {
        return new ProblemException(new Problem(503, "the lake is unavailable", unavailable.getMessage(),
                "have the lake looked after as the detail says, then ask again"));
    }
}
