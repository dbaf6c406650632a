package io.microtape.simulator.http;

import io.microtape.model.capture.Tape;
import io.microtape.simulator.availability.Entitlement;
import io.vertx.core.MultiMap;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** Who may ask, how often, and for what. */
final class Gate {
    private static final String BEARER = "bearer ";
    private static final String PRICING = "https://polygon.io/pricing";

    private final Access access;
    private volatile RequestRate rate;

    Gate(Access access) {
        this.access = access;
        limit(access.perSecond());
    }

    /** From now on so many requests a second pass; a whole second's allowance is there at once. */
    void limit(OptionalInt perSecond) {
        rate = new RequestRate(perSecond, access.perMinute(), System::nanoTime);
    }

    /** Why the request is refused; empty when it may pass, which uses up one request of the rate. */
    Optional<Answer> refusal(MultiMap headers, MultiMap params, String requestId) {
        String key = key(headers.get("Authorization"), params.get("apiKey"));
        if (key == null || key.isEmpty()) {
            return Optional.of(Answer.error(400, "ERROR", "error", "API Key was not provided", requestId));
        }
        if (!key.equals(access.apiKey())) {
            return Optional.of(Answer.error(401, "ERROR", "error", "Unknown API Key", requestId));
        }
        long waitNanos = rate.take();
        return waitNanos == 0 ? Optional.empty() : Optional.of(tooMany(waitNanos, requestId));
    }

    /** Why the plan does not include this; empty when it does. The vendor has more than one way to say so. */
    Optional<Answer> denial(String ticker, Tape tape, PageQuery query, String requestId) {
        String words = "You are not entitled to this data. Please upgrade your plan at " + PRICING;
        return entitlement().denial(ticker, tape, query.range()).map(denial -> switch (denial) {
            case TAPE -> Answer.error(403, "NOT_AUTHORIZED", "message", words, requestId);
            case SYMBOL -> Answer.error(403, "ERROR", "error", words, requestId);
            case TIMEFRAME -> Answer.error(403, "NOT_AUTHORIZED", "message",
                    "Your plan doesn't include this data timeframe. Please upgrade your plan at " + PRICING,
                    requestId);
        });
    }

    Entitlement entitlement() {
        return access.entitlement();
    }

    private Answer tooMany(long waitNanos, String requestId) {
        Answer answer = Answer.error(429, "ERROR", "error",
                "You've exceeded the maximum requests per minute, please wait or upgrade your subscription to continue. "
                        + PRICING,
                requestId);
        long seconds = Math.ceilDiv(waitNanos, 1_000_000_000L);
        return access.retryAfter() ? answer.with("Retry-After", Long.toString(seconds)) : answer;
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
