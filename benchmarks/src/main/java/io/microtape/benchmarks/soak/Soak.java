package io.microtape.benchmarks.soak;

import io.microtape.servers.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * A home that is lived in: for four tenths of the time its process is ended in every way there is and started again, for the
 * rest it lives, and is measured. A vendor with faults, new events in each round, people who look, and at the end everything is
 * verified.
 */
final class Soak {
    static final Duration JUDGED = Duration.ofMinutes(20);
    private static final double RESTARTED = 0.4;
    private static final int MISHAPS = 40;
    private static final int SAMPLES = 108;
    private static final long LEAST_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final int WATCHING = 6;
    private static final int ASKING = 2;

    private final Duration time;
    private final long seed;
    private final int requestsPerSecond;
    private final Folders folders;
    private final Findings findings = new Findings();
    private final List<String> manifests = new CopyOnWriteArrayList<>();
    private final List<Sample> samples = new ArrayList<>();
    private volatile boolean going = true;

    Soak(Path folder, Duration time, long seed, int requestsPerSecond) {
        this.folders = new Folders(folder);
        this.time = time;
        this.seed = seed;
        this.requestsPerSecond = requestsPerSecond;
    }

    /**
     * What came of it.
     *
     * @param findings what should not have happened
     * @param looked   what was looked at in the end, in words
     * @param complete captures
     */
    record Outcome(List<Sample> samples, List<String> findings, List<String> looked, int complete) {}

    Outcome run() throws IOException, InterruptedException {
        folders.create();
        var programs = new Programs(folders);
        try (var vendor = new Vendor(programs, seed);
                var house = new House(programs, findings, vendor.url(), requestsPerSecond);
                ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            var door = new Door(house.url(), findings);
            var rounds = new Rounds(door, programs, folders, findings, manifests, seed);
            List<Future<?>> working = begin(rounds, door, house, people);
            try {
                live(new Mishaps(house, vendor, programs, folders, findings, seed), rounds, house, people);
            } finally {
                going = false;
            }
            for (Future<?> work : working) {
                ended(work);
            }
            vendor.recover();
            new Settling(door, findings).settle(manifests);
            house.terminate();
            LastLook.Seen seen = new LastLook(folders, programs, findings).look(manifests, seed);
            return new Outcome(samples, findings.all(), seen.words(), seen.complete());
        }
    }

    private List<Future<?>> begin(Rounds rounds, Door door, House house, ExecutorService people) {
        BooleanSupplier working = () -> going;
        List<Future<?>> all = new ArrayList<>();
        all.add(people.submit(() -> {
            rounds.work(working);
            return true;
        }));
        var visitors = new Visitors(door, house.url(), findings, manifests);
        var random = new SplittableRandom(seed);
        for (int i = 0; i < ASKING; i++) {
            SplittableRandom own = random.split();
            all.add(people.submit(() -> visitors.ask(own, working)));
        }
        for (int i = 0; i < WATCHING; i++) {
            SplittableRandom own = random.split();
            all.add(people.submit(() -> visitors.watch(own, working)));
        }
        return all;
    }

    private void live(Mishaps mishaps, Rounds rounds, House house, ExecutorService people)
            throws IOException, InterruptedException {
        long restarted = System.nanoTime() + (long) (time.toNanos() * RESTARTED);
        long mean = Math.max(1_000, time.toMillis() / MISHAPS / 2);
        mishaps.restarts(mean, () -> System.nanoTime() < restarted);
        house.terminate();
        house.begin();
        say("the process that is measured begins");
        if (judged()) {
            rounds.fillMemory();
        }
        long end = System.nanoTime() + (long) (time.toNanos() * (1 - RESTARTED));
        Future<?> surviving = people.submit(() -> {
            mishaps.survived(2 * mean, () -> going && System.nanoTime() < end);
            return true;
        });
        measure(house.process(), end);
        ended(surviving);
    }

    /** Whether the life is long enough for a verdict on growth: a shorter one is still warming up. */
    boolean judged() {
        return time.compareTo(JUDGED) >= 0;
    }

    private void measure(JavaProcess process, long end) throws IOException {
        var sampler = new Sampler(folders);
        Path file = folders.root().resolve("samples.csv");
        Files.writeString(file, Sample.HEADER + "\n");
        long began = System.nanoTime();
        long every = Math.max(LEAST_NANOS, (end - began) / SAMPLES);
        boolean kept = false;
        for (long next = began + every; next < end; next += every) {
            LockSupport.parkNanos(next - System.nanoTime());
            Sample sample = sampler.sample(process, (System.nanoTime() - began) / 3_600e9);
            samples.add(sample);
            Files.writeString(file, sample.line() + "\n", StandardOpenOption.APPEND);
            if (!kept && samples.size() >= SAMPLES / 3) {
                sampler.keep(process, "start");
                kept = true;
            }
        }
        sampler.keep(process, "end");
    }

    private void ended(Future<?> work) throws InterruptedException {
        try {
            work.get();
        } catch (ExecutionException e) {
            findings.add("the soak itself failed: " + e.getCause());
            e.getCause().printStackTrace();
        }
    }

    private static void say(String what) {
        System.out.println("soak      " + what);
    }
}
