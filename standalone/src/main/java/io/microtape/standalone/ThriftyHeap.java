package io.microtape.standalone;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryNotificationInfo;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import javax.management.NotificationEmitter;

/**
 * Keeps the heap near what is in use. The serial collector would rather take memory from the system than look for garbage
 * among what it has kept, up to half of the machine's; here it looks whenever that part has grown by a fifth since it last
 * did. The work stays proportional to what is in use, and a selection takes half the memory.
 */
final class ThriftyHeap {
    private static final long LEAST = 32L * 1024 * 1024;
    private static final double GROWTH = 1.2;

    private ThriftyHeap() {}

    /** Does nothing under a collector that has no such part of the heap. */
    static void keep() {
        ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP && pool.getName().contains("Tenured")
                        && pool.isUsageThresholdSupported())
                .findFirst().ifPresent(ThriftyHeap::keep);
    }

    private static void keep(MemoryPoolMXBean kept) {
        kept.setUsageThreshold(LEAST);
        ((NotificationEmitter) ManagementFactory.getMemoryMXBean()).addNotificationListener((notification, _) -> {
            if (notification.getType().equals(MemoryNotificationInfo.MEMORY_THRESHOLD_EXCEEDED)) {
                System.gc();
                kept.setUsageThreshold(Math.min(kept.getUsage().getMax(),
                        Math.max(LEAST, (long) (kept.getUsage().getUsed() * GROWTH))));
            }
        }, null, null);
    }
}
