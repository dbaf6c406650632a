package io.microtape.benchmarks;

import io.microtape.runtime.lake.FolderLake;
import io.microtape.runtime.lake.Lake;
import io.microtape.runtime.lake.LakeFile;
import io.microtape.runtime.lake.LakeSettings;
import io.microtape.runtime.lake.S3Lake;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Times publishing to a lake and reading from it, in a folder and in a bucket. */
public final class LakeBenchmark {
    private static final int FILES = 1_000;
    private static final int FILE_BYTES = 200 * 1024;
    private static final long LARGE_BYTES = 200L * 1024 * 1024;
    private static final int AT_ONCE = 16;
    private static final long PART_BYTES = 16L * 1024 * 1024;

    private LakeBenchmark() {}

    private interface Work {
        void of(int number) throws IOException;
    }

    /** Takes a folder to work in, and the address of a store that takes every credential. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        var store = URI.create(arguments[1]);
        try (HttpClient client = HttpClient.newHttpClient()) {
            client.send(HttpRequest.newBuilder(store.resolve("/lake")).PUT(HttpRequest.BodyPublishers.noBody()).build(),
                    HttpResponse.BodyHandlers.discarding());
        }
        System.out.printf(Locale.ROOT, "%-8s %-34s %10s %10s%n", "lake", "what", "ms", "MB/s");
        try (Lake lake = new FolderLake(folder.resolve("lake"))) {
            measure("folder", lake);
        }
        var settings = new LakeSettings("lake", "", store.toString(), "us-east-1", true, PART_BYTES);
        try (Lake lake = new S3Lake(settings, folder.resolve("scratch"), Clock.systemUTC())) {
            measure("bucket", lake);
        }
        System.out.printf(Locale.ROOT, "heap: at most %,d MB%n", Runtime.getRuntime().maxMemory() >> 20);
    }

    private static void measure(String name, Lake lake) throws Exception {
        byte[] bytes = new byte[FILE_BYTES];
        new Random(1).nextBytes(bytes);
        time(name, "publish 1,000 files of 200 KB", (long) FILES * FILE_BYTES, FILES,
                number -> lake.publish(Files.write(lake.temporary(path(number)), bytes), path(number)));
        time(name, "read and hash them", (long) FILES * FILE_BYTES, FILES, number -> {
            try (LakeFile file = lake.read(path(number))) {
                Lake.sha256(file.path());
            }
        });
        Path large = lake.temporary("large.parquet");
        try (OutputStream out = Files.newOutputStream(large)) {
            for (long at = 0; at < LARGE_BYTES; at += FILE_BYTES) {
                out.write(bytes);
            }
        }
        time(name, "publish one of 200 MB", LARGE_BYTES, 1, _ -> lake.publish(large, "large.parquet"));
        time(name, "read and hash it", LARGE_BYTES, 1, _ -> {
            try (LakeFile file = lake.read("large.parquet")) {
                Lake.sha256(file.path());
            }
        });
    }

    private static String path(int number) {
        return "event_windows/S%02d/%04d_trades.parquet".formatted(number % 50, number);
    }

    private static void time(String lake, String what, long bytes, int times, Work work)
            throws InterruptedException, ExecutionException {
        long begun = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                int number = i;
                all.add(threads.submit(() -> {
                    work.of(number);
                    return null;
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        System.out.printf(Locale.ROOT, "%-8s %-34s %10.0f %10.1f%n", lake, what, seconds * 1e3, bytes / 1e6 / seconds);
    }
}
