package io.microtape.runtime.health;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A check that is answered in bounded time and occupies at most one thread: whoever asks while it runs shares its
 * answer.
 */
final class RunningCheck {
    private final ReadyCheck check;
    private final Duration patience;
    private final AtomicReference<Future<Answer>> running = new AtomicReference<>();

    RunningCheck(ReadyCheck check, Duration patience) {
        this.check = check;
        this.patience = patience;
    }

    /** What a check said; {@code detail} is empty when it is ready. */
    record Answer(String name, boolean ready, String detail) {}

    /** Never fails. */
    Future<Answer> ask(Vertx vertx) {
        return current(vertx).timeout(patience.toMillis(), TimeUnit.MILLISECONDS).otherwise(this::notReady);
    }

    private Future<Answer> current(Vertx vertx) {
        Promise<Answer> promise = Promise.promise();
        Future<Answer> earlier = running.compareAndExchange(null, promise.future());
        if (earlier != null) {
            return earlier;
        }
        vertx.executeBlocking(() -> {
            check.probe().run();
            return new Answer(check.name(), true, "");
        }, false).onComplete(answer -> {
            running.set(null);
            promise.handle(answer);
        });
        return promise.future();
    }

    private Answer notReady(Throwable failure) {
        return new Answer(check.name(), false, switch (failure) {
            case TimeoutException _ -> "no answer within %d ms".formatted(patience.toMillis());
            default -> failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        });
    }
}
