package io.microtape.runtime.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** What a report can be answered as. */
public enum ReportForm {
    JSON("application/json", "application/json"),
    MARKDOWN("text/markdown", "text/markdown; charset=utf-8");

    private final String mediaType;
    private final String contentType;

    ReportForm(String mediaType, String contentType) {
        this.mediaType = mediaType;
        this.contentType = contentType;
    }

    /**
     * The form that a request asks for, by {@code format} or {@code Accept}.
     *
     * @throws ProblemException 400 or 406, as {@link Negotiation#form}
     */
    public static ReportForm of(RoutingContext request, Parameters parameters) {
        return Negotiation.form(request, parameters, ReportForm.class, form -> form.mediaType);
    }

    /** Answers with a report in this form. */
    public void send(RoutingContext request, String report) {
        request.response().putHeader(HttpHeaders.CONTENT_TYPE, contentType)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store").putHeader(HttpHeaders.VARY, "Accept").end(report);
    }
}
