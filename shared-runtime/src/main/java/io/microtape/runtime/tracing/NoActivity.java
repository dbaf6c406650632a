package io.microtape.runtime.tracing;

import io.vertx.core.eventbus.DeliveryOptions;

/** What costs nothing and is told to nobody. */
final class NoActivity implements Activity {
    private static final Entered NOTHING = () -> {};

    @Override
    public Activity part(String name) {
        return this;
    }

    @Override
    public Activity call(String name) {
        return this;
    }

    @Override
    public Activity with(String key, String value) {
        return this;
    }

    @Override
    public Activity with(String key, long value) {
        return this;
    }

    @Override
    public void failed(String why) {
        // Nobody is told.
    }

    @Override
    public Entered enter() {
        return NOTHING;
    }

    @Override
    public DeliveryOptions carriedBy(DeliveryOptions options) {
        return options;
    }

    @Override
    public String traceId() {
        return "";
    }

    @Override
    public void close() {
        // Nothing began.
    }
}
