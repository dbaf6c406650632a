package io.microtape.manifest.build;

import io.microtape.manifest.BuildRequest;
import io.microtape.manifest.BuiltManifest;
import io.microtape.runtime.http.Problem;
import java.time.Instant;

/** One build that somebody asked a server for, and how far it is. */
public record Build(String buildId, BuildRequest request, Instant queuedAt, Progress progress) {
    /** How far a build is. */
    public sealed interface Progress {}

    /** Others are before it. */
    public record Queued() implements Progress {}

    public record Running(Instant startedAt) implements Progress {}

    public record Finished(Instant startedAt, Instant endedAt, BuiltManifest report) implements Progress {}

    public record Failed(Instant startedAt, Instant endedAt, Problem problem) implements Progress {}

    /** Whether nothing about it will change any more. */
    public boolean ended() {
        return switch (progress) {
            case Queued _,Running _ -> false;
            case Finished _,Failed _ -> true;
        };
    }

    Build with(Progress next) {
        return new Build(buildId, request, queuedAt, next);
    }
}
