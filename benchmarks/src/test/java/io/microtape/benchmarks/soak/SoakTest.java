package io.microtape.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.servers.JavaProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the soak itself works, in seconds; whether anything grows, only {@code benchmarks/soak/run.sh} has the time to say. */
class SoakTest {
    private static final long SEED = 5;
    private static final int REQUESTS_PER_SECOND = 60;
    private static final int SAMPLES = 12;

    @TempDir
    Path folder;

    @Test
    void a_home_that_is_lived_in_for_seconds_loses_nothing_and_leaves_nothing_behind() throws Exception {
        System.out.println("seed " + SEED);
        Soak.Outcome outcome = new Soak(folder, Duration.ofSeconds(8), SEED, REQUESTS_PER_SECOND).run();
        assertThat(outcome.findings()).isEmpty();
        assertThat(outcome.samples()).isNotEmpty().allSatisfy(sample -> {
            assertThat(sample.of(Measure.HEAP)).isBetween(5.0, 200.0);
            assertThat(sample.of(Measure.THREADS)).isGreaterThan(10);
            assertThat(sample.of(Measure.FILES)).isGreaterThan(10);
        });
        assertThat(outcome.complete()).as("complete captures").isPositive();
        assertThat(folder.resolve("samples.csv")).isNotEmptyFile();
    }

    @Test
    void a_process_that_leaks_is_noticed() throws Exception {
        var folders = new Folders(folder);
        folders.create();
        Path held = Files.createFile(folder.resolve("held"));
        List<Sample> samples = new ArrayList<>();
        try (JavaProcess process = JavaProcess.start("leaking", folders.logs(), List.of(),
                Map.of("JDK_JAVA_OPTIONS", Programs.OPTIONS), Leaking.class.getName(), List.of(held.toString()))) {
            while (!process.said().contains(Leaking.BEGUN)) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
            var sampler = new Sampler(folders);
            long began = System.nanoTime();
            while (samples.size() < SAMPLES) {
                samples.add(sampler.sample(process, (System.nanoTime() - began) / 3_600e9));
            }
        }
        assertThat(new Verdict(samples).growth()).anyMatch(said -> said.startsWith("live heap"))
                .anyMatch(said -> said.startsWith("threads: grows by")).anyMatch(said -> said.startsWith("open files"))
                .noneMatch(said -> said.startsWith("write-ahead log"));
    }
}
