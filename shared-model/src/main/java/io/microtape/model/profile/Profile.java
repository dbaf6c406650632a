package io.microtape.model.profile;

import java.time.Duration;

/**
 * A named set of limits: which events are worth paying for, how much tape around each, and when the result is fit to
 * download. The component names are the configuration keys in snake case.
 *
 * @param name                         {@code core}, {@code plus}, {@code premium} or the user's own
 * @param eventTapeWindowBeforeMinutes minutes of tape before the event minute's start, [0, 390]
 * @param eventTapeWindowAfterMinutes  minutes of tape after it, [1, 390]
 */
public record Profile(String name, IntradayManifest intradayManifest, LiquidityFilters liquidityFilters,
        int eventTapeWindowBeforeMinutes, int eventTapeWindowAfterMinutes, DynamicExtension dynamicExtension,
        MicroDownload microDownload, Checks checks) {
    public Profile {
        Limits.inRange("event_tape_window_before_minutes", eventTapeWindowBeforeMinutes, 0, 390);
        Limits.inRange("event_tape_window_after_minutes", eventTapeWindowAfterMinutes, 1, 390);
        if (dynamicExtension.enable()) {
            Limits.inRange("dynamic_extension.extend_to_before_minutes", dynamicExtension.extendToBeforeMinutes(),
                    eventTapeWindowBeforeMinutes, 390);
            Limits.inRange("dynamic_extension.extend_to_after_minutes", dynamicExtension.extendToAfterMinutes(),
                    eventTapeWindowAfterMinutes, 390);
        }
    }

    /** What a window holds before the start of its event minute. */
    public Duration before() {
        return Duration.ofMinutes(eventTapeWindowBeforeMinutes);
    }

    /** What a window holds from the start of its event minute on. */
    public Duration after() {
        return Duration.ofMinutes(eventTapeWindowAfterMinutes);
    }
}
