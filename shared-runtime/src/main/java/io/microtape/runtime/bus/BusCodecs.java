package io.microtape.runtime.bus;

import io.microtape.model.fleet.DownloaderReport;
import io.microtape.model.fleet.RateMessages;
import io.microtape.model.lease.LeaseMessages;
import io.vertx.core.Vertx;
import java.util.Arrays;
import java.util.stream.Stream;

/** Teaches a Vert.x event bus the messages of this project. */
public final class BusCodecs {
    private BusCodecs() {}

    /** To be called once for each Vert.x instance, before anything is deployed. */
    public static void register(Vertx vertx) {
        // Nothing else is ever read from the bus as a Java object: to make one of a stranger's bytes is to run what they name.
        vertx.eventBus().serializableChecker(_ -> false).clusterSerializableChecker(_ -> false);
        Stream.of(LeaseMessages.class, RateMessages.class).map(Class::getDeclaredClasses).flatMap(Arrays::stream)
                .forEach(type -> register(vertx, type));
        register(vertx, DownloaderReport.class);
    }

    private static <T> void register(Vertx vertx, Class<T> type) {
        vertx.eventBus().registerDefaultCodec(type, new RecordCodec<>(type));
    }
}
