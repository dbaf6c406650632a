package io.microtape.downloader.ratelimit;

import io.vertx.core.Future;
import java.util.List;

/** Where the numbers are kept that all downloaders of a fleet share. They are only read and compared-and-set. */
public interface FleetNumbers {
    /** Numbers by name, in this order; 0 for one that was never set. */
    Future<List<Long>> read(List<String> names);

    /** Changes a number to {@code now} if it is {@code seen}; whether it did. */
    Future<Boolean> swap(String name, long seen, long now);
}
