package io.microtape.model.profile;

/**
 * When a window gets longer bounds than usual.
 *
 * @param enable                whether it ever does
 * @param extendToBeforeMinutes minutes of tape before the event then, [0, 390]
 * @param extendToAfterMinutes  minutes of tape after it then, [1, 390]
 */
public record DynamicExtension(boolean enable, int extendToBeforeMinutes, int extendToAfterMinutes,
        Triggers triggers) {
    public DynamicExtension {
        Limits.inRange("dynamic_extension.extend_to_before_minutes", extendToBeforeMinutes, 0, 390);
        Limits.inRange("dynamic_extension.extend_to_after_minutes", extendToAfterMinutes, 1, 390);
        if (enable && triggers.tapeSpeedPctl() == 0 && triggers.nbboSpreadPctl() == 0 && triggers.volSpikeX() == 0) {
            throw new IllegalArgumentException(
                    "dynamic_extension.enable is true and every trigger is 0, which is off; set one of dynamic_extension.triggers");
        }
    }

    /**
     * Any of these is enough; 0 switches one off.
     *
     * @param tapeSpeedPctl  percentile of the symbol's trades a second in earlier event minutes, [0, 100]
     * @param nbboSpreadPctl percentile of its median relative spread there, [0, 100]
     * @param volSpikeX      event volume over the mean of the 20 minutes before, [0, 1,000,000]
     */
    public record Triggers(double tapeSpeedPctl, double nbboSpreadPctl, double volSpikeX) {
        public Triggers {
            Limits.inRange("dynamic_extension.triggers.tape_speed_pctl", tapeSpeedPctl, 0, 100);
            Limits.inRange("dynamic_extension.triggers.nbbo_spread_pctl", nbboSpreadPctl, 0, 100);
            Limits.inRange("dynamic_extension.triggers.vol_spike_x", volSpikeX, 0, 1_000_000);
        }
    }
}
