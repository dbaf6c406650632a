package io.microtape.simulator.tape;

import io.microtape.runtime.table.Table;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/**
 * The tables used last, up to a number of rows in total; the one used longest ago goes first, and the newest stays
 * whatever its size. Two threads that ask for the same absent table make it once.
 *
 * @param <K> what names a table
 */
public final class TableCache<K> {
    private final long maxRows;
    private final Map<K, FutureTask<Table>> tables = new LinkedHashMap<>(16, 0.75f, true);
    private long rows;

    public TableCache(long maxRows) {
        this.maxRows = maxRows;
    }

    /** The table of this name, made by {@code maker} when it is not at hand. What the maker throws is not remembered. */
    public Table get(K key, Supplier<Table> maker) {
        var made = new FutureTask<>(maker::get);
        FutureTask<Table> found;
        synchronized (this) {
            found = tables.putIfAbsent(key, made);
            if (found == null) {
                // putIfAbsent on an access-ordered map makes the entry the youngest, as get does for one that is there.
                found = made;
            }
        }
        if (found.equals(made)) {
            made.run();
            settle(key, made);
        }
        return result(found);
    }

    private synchronized void settle(K key, FutureTask<Table> made) {
        if (made.state() != FutureTask.State.SUCCESS) {
            tables.remove(key);
            return;
        }
        rows += made.resultNow().rows();
        var oldest = tables.entrySet().iterator();
        while (rows > maxRows && oldest.hasNext()) {
            var entry = oldest.next();
            if (entry.getValue().state() == FutureTask.State.SUCCESS && !entry.getValue().equals(made)) {
                rows -= entry.getValue().resultNow().rows();
                oldest.remove();
            }
        }
    }

    private static Table result(FutureTask<Table> task) {
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new CompletionException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        }
    }
}
