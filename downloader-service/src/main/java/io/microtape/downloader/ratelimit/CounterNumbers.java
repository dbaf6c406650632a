package io.microtape.downloader.ratelimit;

import io.vertx.core.Future;
import io.vertx.core.shareddata.Counter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The numbers on counters of Vert.x: those of one process. They end with it. */
public final class CounterNumbers implements FleetNumbers {
    private final Function<String, Future<Counter>> source;
    private final Map<String, Future<Counter>> counters = new HashMap<>();

    /** @param source the counters by name */
    public CounterNumbers(Function<String, Future<Counter>> source) {
        this.source = source;
    }

    @Override
    public Future<List<Long>> read(List<String> names) {
        List<Future<Long>> numbers = names.stream().map(name -> counter(name).compose(Counter::get)).toList();
        return Future.all(numbers).map(_ -> numbers.stream().map(Future::result).toList());
    }

    @Override
    public Future<Boolean> swap(String name, long seen, long now) {
        return counter(name).compose(counter -> counter.compareAndSet(seen, now));
    }

    private synchronized Future<Counter> counter(String name) {
        Future<Counter> known = counters.get(name);
        if (known == null || known.failed()) {
            known = source.apply(name);
            counters.put(name, known);
        }
        return known;
    }
}
