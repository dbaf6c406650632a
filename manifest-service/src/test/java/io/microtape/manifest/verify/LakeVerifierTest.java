package io.microtape.manifest.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.manifest.verify.LakeVerifier.Verification;
import io.microtape.manifest.verify.LakeVerifier.Watch;
import io.microtape.model.capture.CaptureLifecycle;
import io.microtape.model.capture.CaptureSpec;
import io.microtape.model.capture.CaptureState;
import io.microtape.model.capture.EventBar;
import io.microtape.model.capture.Findings;
import io.microtape.model.capture.QuotePolicy;
import io.microtape.model.capture.Tape;
import io.microtape.model.capture.TapeColumn;
import io.microtape.model.id.WindowId;
import io.microtape.runtime.lake.FolderLake;
import io.microtape.runtime.lake.LakePaths;
import io.microtape.runtime.ledger.CaptureRecords.Planned;
import io.microtape.runtime.ledger.Ledger;
import io.microtape.runtime.ledger.ManifestRecords.ManifestRecord;
import io.microtape.runtime.tape.TapeBatch;
import io.microtape.runtime.tape.TapeFile;
import io.microtape.runtime.tape.TapeWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that the ledger does not know, of captures that keep the full tape. */
class LakeVerifierTest {
    private static final long AT = Instant.parse("2024-03-05T14:31:00Z").getEpochSecond() * 1_000_000_000L;
    private static final CaptureSpec SPEC = new CaptureSpec(WindowId.of("IBM", AT), "IBM", Tape.QUOTES, AT, AT,
            AT + 100,
            QuotePolicy.KEEP_ALL, true, List.of(), Optional.empty());

    @TempDir
    Path folder;
    private Ledger ledger;
    private FolderLake lake;

    @BeforeEach
    void open() {
        ledger = Ledger.sqlite(folder.resolve("ledger.db"), Clock.systemUTC(), new CaptureLifecycle(3,
                Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofHours(24), List.of(), 0));
        lake = new FolderLake(folder.resolve("lake"));
        ledger.manifests().add(new ManifestRecord("m1", "core", "/nowhere", "hash", "GO", 1, 1, 0, Instant.EPOCH));
        ledger.captures().plan("m1", List.of(new Planned(SPEC, "RTH", "2024-03-05", EventBar.UNKNOWN,
                LakePaths.of(SPEC), 1, "flush")));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void a_thinned_tape_that_lacks_its_full_one_is_set_aside_and_the_repair_goes_on() throws Exception {
        write(LakePaths.of(SPEC), false);
        Verification repaired = new LakeVerifier(ledger, lake).repair(Part.WHOLE, Watch.NONE);
        assertThat(repaired.differences()).singleElement()
                .satisfies(difference -> assertThat(difference.repair().orElseThrow()).contains(".damaged",
                        "the full tape beside it is missing"));
        assertThat(state()).isEqualTo(CaptureState.PLANNED);
        assertThat(new LakeVerifier(ledger, lake).verify().agrees()).isTrue();
    }

    @Test
    void both_tapes_together_are_adopted() throws Exception {
        write(LakePaths.of(SPEC), false);
        write(LakePaths.fullTape(LakePaths.of(SPEC)), true);
        assertThat(new LakeVerifier(ledger, lake).repair(Part.WHOLE, Watch.NONE).differences()).hasSize(2)
                .allMatch(difference -> difference.repair().isPresent());
        assertThat(state()).isEqualTo(CaptureState.COMPLETE);
        Verification after = new LakeVerifier(ledger, lake).verify();
        assertThat(after.agrees()).isTrue();
        assertThat(after.files()).isEqualTo(2);
    }

    private CaptureState state() {
        return ledger.captures().find(SPEC.captureId()).orElseThrow().state();
    }

    private void write(String path, boolean full) throws Exception {
        Path draft = lake.temporary(path);
        try (var allocator = new RootAllocator();
                var rows = new TapeBatch(Tape.QUOTES, allocator);
                var writer = new TapeWriter(draft, SPEC)) {
            rows.setLong(TapeColumn.SIP_TIMESTAMP, AT + 1);
            rows.endRow();
            rows.seal();
            writer.append(rows, new int[] {0}, 1);
            writer.finish(
                    TapeFile.footer(SPEC, new TapeFile.Origin("m1", "polygon", "host/path", "shares", "", "", "test"),
                            new TapeFile.Contents(1, 1, 1, AT, AT + 100, full, Findings.NONE)));
        }
        lake.publish(draft, path);
    }
}
