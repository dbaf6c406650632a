package io.microtape.simulator.fault;

import io.microtape.simulator.fault.Effect.Answered;
import io.microtape.simulator.fault.Effect.When;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Answers that take the place of a page. */
final class Refusals {
    private static final String JSON = "application/json";
    private static final String HTML = "text/html";

    private Refusals() {}

    /** An answer of the proxy in front of the vendor. */
    static Effect proxy(int status, String title) {
        return html(status, status + " " + title);
    }

    static Effect html(int status, String title) {
        return answered(When.ALWAYS, status, HTML, Bodies.html(title), Map.of());
    }

    static Effect json(int status, String body) {
        return json(When.ALWAYS, status, body);
    }

    static Effect json(When when, int status, String body) {
        return answered(when, status, JSON, body, Map.of());
    }

    static Effect retryAfter(int status, String body, String seconds) {
        return answered(When.ALWAYS, status, JSON, body, Map.of("Retry-After", seconds));
    }

    static Effect retryDate(int status, String body, Duration ahead) {
        return new Answered(When.ALWAYS, status, JSON, body, Map.of(), Optional.of(ahead));
    }

    static Effect redirect(String location) {
        return answered(When.ALWAYS, 302, HTML, Bodies.html("302 Found"), Map.of("Location", location));
    }

    private static Effect answered(When when, int status, String type, String body, Map<String, String> headers) {
        return new Answered(when, status, type, body, headers, Optional.empty());
    }
}
