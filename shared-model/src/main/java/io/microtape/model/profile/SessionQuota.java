package io.microtape.model.profile;

/**
 * How much of a manifest one session may hold, as fractions of its events in [0, 1].
 *
 * @param min    least share
 * @param target share aimed at
 * @param max    most
 */
public record SessionQuota(double min, double target, double max) {
    public SessionQuota {
        Limits.inRange("min", min, 0, 1);
        Limits.inRange("target", target, 0, 1);
        Limits.inRange("max", max, 0, 1);
        Limits.ordered("min", min, "target", target);
        Limits.ordered("target", target, "max", max);
    }
}
