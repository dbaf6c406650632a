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
        String block = "intraday_manifest.session_quotas: ";
        Limits.inRange(block + "min", min, 0, 1);
        Limits.inRange(block + "target", target, 0, 1);
        Limits.inRange(block + "max", max, 0, 1);
        Limits.ordered(block + "min", min, "target", target);
        Limits.ordered(block + "target", target, "max", max);
    }
}
