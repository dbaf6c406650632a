package io.microtape.manifest.http;

import io.microtape.manifest.BuiltManifest;
import io.microtape.manifest.build.Build;
import io.microtape.manifest.build.Build.Failed;
import io.microtape.manifest.build.Build.Finished;
import io.microtape.manifest.build.Build.Queued;
import io.microtape.manifest.build.Build.Running;
import io.microtape.runtime.http.Problem;
import java.time.Instant;

/**
 * A build as the API answers it. What it does not have yet is null, which is left out of the JSON.
 *
 * @param manifest address of the manifest, once it is there; a dry run leaves none
 * @param report   of a finished build, unless it is one of a list
 */
record BuildJson(String buildId, State state, String events, String profile, boolean dryRun, Instant queuedAt,
        Instant startedAt, Instant endedAt, String manifestId, String manifest, BuiltManifest report,
        Problem problem) {
    /** The name of a {@link Build.Progress}. */
    enum State {
        QUEUED, RUNNING, FINISHED, FAILED
    }

    static BuildJson of(Build build) {
        return switch (build.progress()) {
            case Queued _ -> of(build, null, null, null, null);
            case Running(Instant started) -> of(build, started, null, null, null);
            case Finished(Instant started, Instant ended, BuiltManifest report) ->
                of(build, started, ended, report, null);
            case Failed(Instant started, Instant ended, Problem problem) -> of(build, started, ended, null, problem);
        };
    }

    static State state(Build build) {
        return switch (build.progress()) {
            case Queued _ -> State.QUEUED;
            case Running _ -> State.RUNNING;
            case Finished _ -> State.FINISHED;
            case Failed _ -> State.FAILED;
        };
    }

    BuildJson withoutReport() {
        return new BuildJson(buildId, state, events, profile, dryRun, queuedAt, startedAt, endedAt, manifestId,
                manifest,
                null, problem);
    }

    private static BuildJson of(Build build, Instant started, Instant ended, BuiltManifest report, Problem problem) {
        var request = build.request();
        String id = report == null ? null : report.manifestId();
        return new BuildJson(build.buildId(), state(build), request.events(), request.profile().name(),
                request.dryRun(), build.queuedAt(), started, ended, id,
                id == null || request.dryRun() ? null : ManifestRoutes.MANIFESTS + "/" + id, report, problem);
    }
}
