package io.microtape.simulator.http;

import io.vertx.core.MultiMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Who may ask, and how often. */
final class Gate {
    private static final String BEARER = "bearer ";

    private final String apiKey;
    private final RequestRate rate;
    private final boolean retryAfter;

    Gate(String apiKey, RequestRate rate, boolean retryAfter) {
        this.apiKey = apiKey;
        this.rate = rate;
        this.retryAfter = retryAfter;
    }

    /** Why the request is refused; empty when it may pass, which uses up one request of the rate. */
    Optional<Answer> refusal(MultiMap headers, MultiMap params, String requestId) {
        String key = key(headers.get("Authorization"), params.get("apiKey"));
        if (key == null || key.isEmpty()) {
            return Optional.of(Answer.error(400, "ERROR", "error", "API Key was not provided", requestId));
        }
        if (!key.equals(apiKey)) {
            return Optional.of(Answer.error(401, "ERROR", "error", "Unknown API Key", requestId));
        }
        long waitNanos = rate.take();
        return waitNanos == 0 ? Optional.empty() : Optional.of(tooMany(waitNanos, requestId));
    }

    private Answer tooMany(long waitNanos, String requestId) {
        Answer answer = Answer.error(429, "ERROR", "error",
                "You've exceeded the maximum requests per minute, please wait or upgrade your subscription to continue."
                        + " https://polygon.io/pricing",
                requestId);
        if (!retryAfter) {
            return answer;
        }
        long seconds = Math.ceilDiv(waitNanos, 1_000_000_000L);
        var headers = new LinkedHashMap<>(answer.headers());
        headers.put("Retry-After", Long.toString(seconds));
        return new Answer(answer.status(), Map.copyOf(headers), answer.body());
    }

    private static String key(String authorization, String parameter) {
        if (authorization == null) {
            return parameter;
        }
        return authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)
                ? authorization.substring(BEARER.length()).strip()
                : authorization;
    }
}
