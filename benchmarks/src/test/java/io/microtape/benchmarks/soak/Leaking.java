package io.microtape.benchmarks.soak;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A program that keeps a little memory, a thread and an open file more, twenty times a second. */
final class Leaking {
    static final String BEGUN = "it leaks";
    private static final int BYTES = 50_000;
    private static final int MOST_SECONDS = 120;

    private Leaking() {}

    public static void main(String[] arguments) throws IOException {
        List<Object> kept = new ArrayList<>();
        System.out.println(BEGUN);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
        while (System.nanoTime() < end) {
            kept.add(new byte[BYTES]);
            kept.add(FileChannel.open(Path.of(arguments[0])));
            Thread.ofPlatform().daemon().start(LockSupport::park);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        System.out.println("it kept %d things".formatted(kept.size()));
    }
}
