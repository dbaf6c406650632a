package io.microtape.manifest.http;

import io.microtape.manifest.store.TamperedManifestException;
import io.microtape.runtime.http.HttpApi;
import io.microtape.runtime.http.Problem;
import io.microtape.runtime.http.ProblemException;
import io.microtape.runtime.http.Problems;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Function;

/** What the failures of this service mean to whoever asked. */
final class ManifestProblems {
    private ManifestProblems() {}

    static Problem of(Throwable failure) {
        return failure instanceof TamperedManifestException
                ? new Problem(409, "changed manifest", failure.getMessage(), "move its folder away and build it again")
                : Problems.of(failure, -1);
    }

    /** As {@link HttpApi#json}; a manifest that is not what was built is a 409. */
    static void json(RoutingContext request, Function<RoutingContext, Object> answer) {
        HttpApi.json(request, asked -> {
            try {
                return answer.apply(asked);
            } catch (TamperedManifestException e) {
                throw new ProblemException(of(e));
            }
        });
    }
}
