package io.microtape.benchmarks.soak;

import io.microtape.servers.JavaProcess;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/** Starts the program, each time in a JVM of its own with a log of its own. */
final class Programs {
    /** The numbers of native memory are for {@code jcmd}. */
    static final String OPTIONS = "-XX:NativeMemoryTracking=summary";
    private static final int TRIES = 5;
    private static final String KEY = "soak-key-4711";
    private static final String MAIN = "io.microtape.standalone.Main";

    private final Folders folders;
    private final AtomicInteger started = new AtomicInteger();
    private final ReadWriteLock lake = new ReentrantReadWriteLock();

    Programs(Folders folders) {
        this.folders = folders;
    }

    String home() {
        return folders.home().folder().toString();
    }

    JavaProcess start(String... arguments) {
        // A folder of its own, so that what is left in it is seen.
        String options = OPTIONS + " -Djava.io.tmpdir=" + folders.scratch();
        return JavaProcess.start("%s-%04d".formatted(arguments[0], started.incrementAndGet()), folders.logs(),
                List.of(),
                Map.of("MICROTAPE_VENDOR_API_KEY", KEY, "JDK_JAVA_OPTIONS", options), MAIN, List.of(arguments));
    }

    /** Where a process answers, once it does: on a machine that is busy with other things a start may take minutes. */
    static URI url(JavaProcess process) {
        return patiently(process, process::url);
    }

    private static <T> T patiently(JavaProcess process, Supplier<T> asked) {
        for (int tries = 1;; tries++) {
            try {
                return asked.get();
            } catch (IllegalStateException e) {
                if (tries == TRIES || !process.alive()) {
                    throw e;
                }
            }
        }
    }

    /** To be held while the lake must be whole. */
    Lock whole() {
        return lake.readLock();
    }

    /** To be held while it is not. */
    Lock damaged() {
        return lake.writeLock();
    }

    /** A command over the home, from its start to its end; its exit code. */
    int command(String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(List.of("--home", home()));
        try (JavaProcess process = start(all.toArray(String[]::new))) {
            return patiently(process, process::ended);
        }
    }
}
