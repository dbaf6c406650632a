package io.microtape.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.microtape.model.capture.CaptureState;
import io.microtape.model.run.Run;
import io.microtape.model.run.RunState;
import io.microtape.runtime.ledger.CaptureRecords.CaptureRecord;
import io.microtape.simulator.Simulator;
import io.microtape.simulator.fault.FaultPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lake that cannot be written in the middle of a run: a full disk, a read-only one, a lost permission. */
class LakeTroubleTest {
    private static final int EVENTS = 5;

    @TempDir
    Path folder;
    private SmallMarket market;
    private Simulator vendor;
    private Path home;
    private Path lake;

    @BeforeEach
    void start() throws IOException {
        market = new SmallMarket(folder, EVENTS);
        vendor = market.vendor(FaultPlan.NONE);
        home = market.home("home");
        lake = Files.createDirectories(home.resolve("lake"));
    }

    @AfterEach
    void stop() throws Exception {
        new ProcessBuilder("umount", "-l", lake.toString()).redirectErrorStream(true).start().waitFor();
        vendor.close();
        market.close();
    }

    @Test
    void a_full_disk_pauses_the_run_with_one_message_and_room_lets_it_go_on() throws Exception {
        mounted("size=300k");
        Path ballast = lake.resolve("ballast");
        Files.write(ballast, new byte[240 * 1024]);
        paused("No space left on device");
        Files.delete(ballast);
        resumed();
    }

    @Test
    void a_disk_that_becomes_read_only_pauses_the_run_and_goes_on_when_it_may_be_written() throws Exception {
        mounted("size=20m");
        assertThat(exit("mount", "-o", "remount,ro", lake.toString())).isZero();
        paused("Read-only file system");
        assertThat(exit("mount", "-o", "remount,rw", lake.toString())).isZero();
        resumed();
    }

    @Test
    void a_folder_that_is_no_longer_ours_pauses_the_run() throws Exception {
        Path windows = Files.createDirectories(lake.resolve("event_windows"));
        // Root may write anywhere, so for it the folder becomes a file, which nobody can write into.
        boolean root = "root".equals(System.getProperty("user.name"));
        if (root) {
            Files.delete(windows);
            Files.writeString(windows, "");
        } else {
            Files.setPosixFilePermissions(windows, PosixFilePermissions.fromString("r-xr-xr-x"));
        }
        paused(windows.toString());
        if (root) {
            Files.delete(windows);
        } else {
            Files.setPosixFilePermissions(windows, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        resumed();
    }

    private void paused(String cause) throws IOException {
        try (Workplace workplace = market.workplace(home, market.settings(vendor))) {
            Run run = market.run(workplace, (_, _) -> {});
            assertThat(run.state()).isEqualTo(RunState.PAUSED);
            assertThat(run.reason()).contains("the lake at " + lake, cause, "then resume").doesNotContain("Exception")
                    .doesNotContain("\n");
            assertThat(market.lies(workplace, vendor)).isEmpty();
            assertThat(SmallMarket.captures(workplace)).extracting(CaptureRecord::state)
                    .contains(CaptureState.QUEUED).doesNotContain(CaptureState.FAILED);
            try (Stream<Path> tree = Files.walk(lake)) {
                assertThat(tree.filter(file -> file.toString().endsWith(".tmp"))).as("nothing half-written").isEmpty();
            }
        }
    }

    private void resumed() throws IOException {
        try (Workplace workplace = market.workplace(home, market.settings(vendor))) {
            assertThat(market.run(workplace, (_, _) -> {}).state()).isEqualTo(RunState.FINISHED);
            assertThat(SmallMarket.captures(workplace)).hasSize(2 * EVENTS).extracting(CaptureRecord::state)
                    .containsOnly(CaptureState.COMPLETE);
            assertThat(market.lies(workplace, vendor)).isEmpty();
            assertThat(workplace.verifier().verify().differences()).isEmpty();
        }
    }

    private void mounted(String options) throws Exception {
        assumeTrue(exit("mount", "-t", "tmpfs", "-o", options, "tmpfs", lake.toString()) == 0,
                "SKIPPED: this process may not mount a small disk; run as root");
    }

    private static int exit(String... command) throws Exception {
        return new ProcessBuilder(List.of(command)).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
    }
}
