package io.microtape.manifest.http;

import io.microtape.manifest.store.TamperedManifestException;
import io.microtape.runtime.http.HttpApi;
import io.microtape.runtime.http.Problem;
import io.microtape.runtime.http.ProblemException;
import io.microtape.runtime.http.Problems;
import io.microtape.runtime.http.ReportForm;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Function;
import java.util.function.Supplier;

/** What the failures of this service mean to whoever asked. */
public final class ManifestProblems {
    private ManifestProblems() {}

    /** As {@link Problems#of}; a manifest that is not what was built is a conflict. */
    public static Problem of(Throwable failure) {
        return failure instanceof TamperedManifestException
                ? new Problem(409, "changed manifest", failure.getMessage(), Problems.BUILD_AGAIN)
                : Problems.of(failure, -1);
    }

    /** As {@link HttpApi#json}; a manifest that is not what was built is a 409. */
    static void json(RoutingContext request, Function<RoutingContext, Object> answer) {
        HttpApi.json(request, asked -> told(() -> answer.apply(asked)));
    }

    /** The same with a report. */
    static void report(RoutingContext request, ReportForm form, Supplier<String> answer) {
        request.vertx().executeBlocking(() -> told(answer), false).onSuccess(report -> form.send(request, report))
                .onFailure(request::fail);
    }

    private static <T> T told(Supplier<T> answer) {
        try {
            return answer.get();
        } catch (TamperedManifestException e) {
            throw new ProblemException(of(e));
        }
    }
}
