package io.microtape.benchmarks.soak;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** What happens to processes and disks, at times and in an order that the seed says. */
final class Mishaps {
    private static final int DAMAGED = 3;
    private static final int DIFFERENCE = 1;
    private static final int MOST_FROZEN_MILLIS = 4_000;

    private final House house;
    private final Vendor vendor;
    private final Programs programs;
    private final Folders folders;
    private final Findings findings;
    private final SplittableRandom random;

    private enum Mishap {
        HOUSE_KILLED, HOUSE_TERMINATED, HOUSE_REPAIRED, HOUSE_FROZEN, VENDOR_RESTARTED, VENDOR_FROZEN;

        private static final List<Mishap> ALL = List.of(values());
        private static final List<Mishap> SURVIVED = List.of(HOUSE_FROZEN, VENDOR_RESTARTED, VENDOR_FROZEN);
    }

    Mishaps(House house, Vendor vendor, Programs programs, Folders folders, Findings findings, long seed) {
        this.house = house;
        this.vendor = vendor;
        this.programs = programs;
        this.folders = folders;
        this.findings = findings;
        this.random = new SplittableRandom(seed);
    }

    /** All of them, those first that end the process that serves. */
    void restarts(long meanMillis, BooleanSupplier going) throws IOException {
        for (int number = 0; pause(meanMillis, going); number++) {
            happen(number < Mishap.ALL.size() ? Mishap.ALL.get(number) : any(Mishap.ALL));
        }
    }

    /** Those that a process outlives. */
    void survived(long meanMillis, BooleanSupplier going) throws IOException {
        while (pause(meanMillis, going)) {
            happen(any(Mishap.SURVIVED));
        }
    }

    private Mishap any(List<Mishap> mishaps) {
        return mishaps.get(random.nextInt(mishaps.size()));
    }

    private void happen(Mishap mishap) throws IOException {
        System.out.println("mishap    " + mishap);
        switch (mishap) {
            case HOUSE_KILLED -> {
                house.kill();
                house.begin();
            }
            case HOUSE_TERMINATED -> {
                house.terminate();
                house.begin();
            }
            case HOUSE_REPAIRED -> {
                house.terminate();
                programs.damaged().lock();
                try {
                    damageAndRepair();
                } finally {
                    programs.damaged().unlock();
                }
                house.begin();
            }
            case HOUSE_FROZEN -> {
                house.process().freeze();
                frozen();
                house.process().thaw();
            }
            case VENDOR_RESTARTED -> vendor.restart();
            case VENDOR_FROZEN -> {
                vendor.process().freeze();
                frozen();
                vendor.process().thaw();
            }
        }
    }

    private void frozen() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500 + random.nextInt(MOST_FROZEN_MILLIS)));
    }

    private void damageAndRepair() throws IOException {
        List<Path> tapes = folders.tapes();
        if (tapes.size() <= DAMAGED) {
            return;
        }
        for (int i = 0; i < DAMAGED; i++) {
            damage(folders.home().lake().resolve(tapes.get(random.nextInt(tapes.size()))));
        }
        expect("verify of a damaged lake", programs.command("verify"), DIFFERENCE);
        expect("verify --repair", programs.command("verify", "--repair"), DIFFERENCE);
        expect("verify after a repair", programs.command("verify"), 0);
    }

    private void damage(Path tape) throws IOException {
        if (random.nextBoolean()) {
            Files.deleteIfExists(tape);
        } else if (Files.exists(tape)) {
            try (FileChannel channel = FileChannel.open(tape, StandardOpenOption.WRITE)) {
                channel.truncate(channel.size() / 2);
            }
        }
    }

    private void expect(String what, int exit, int wanted) {
        if (exit != wanted) {
            findings.add("%s ended with %d, not with %d".formatted(what, exit, wanted));
        }
    }

    /** Waits between half and one and a half of the mean; whether there is to be another. */
    private boolean pause(long meanMillis, BooleanSupplier going) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos((long) (meanMillis * (0.5 + random.nextDouble())));
        while (going.getAsBoolean() && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        return going.getAsBoolean();
    }
}
