package io.microtape.standalone.command;

import io.microtape.manifest.verify.LakeVerifier.Verification;
import io.microtape.manifest.verify.LakeVerifier.Watch;
import io.microtape.manifest.verify.Part;
import io.microtape.runtime.config.ConfigException;
import io.microtape.standalone.Workplace;
import io.microtape.standalone.progress.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code microtape verify}. */
@Command(name = "verify", mixinStandardHelpOptions = true, description = {
        "Open, measure and hash every file of the lake and compare it with the ledger. Changes nothing without --repair.",
        "Ends with 1 when there was a difference, repaired or not."}, footer = {"", "Examples:",
                "  microtape verify --part 3/10", "  microtape verify --repair"})
final class VerifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;
    @Mixin
    private CommonOptions common;

    @Option(names = "--part", paramLabel = "N/T", defaultValue = "1/1", description = "the N-th of T parts only; all T together are the whole")
    private String part;

    @Option(names = "--repair", description = "ask again for what has no proven file, adopt proven files that the ledger does not know, set damaged ones aside; refused while a process serves the home")
    private boolean repair;

    @Option(names = "--lake-is-lost", description = "with --repair: ask again for everything although the lake holds no file at all")
    private boolean lakeIsLost;

    @Override
    public Integer call() throws IOException {
        try (Workplace workplace = common.existingWorkplace(List.of())) {
            var printer = new Printer(spec, common.json());
            Verification verification;
            try (Progress progress = printer.progress("verify")) {
                Watch watch = watch(progress);
                verification = repair ? repaired(workplace, watch) : workplace.verifier().verify(part(), watch);
            }
            printer.print(verification, () -> lines(verification));
            return verification.agrees() ? 0 : MicrotapeCommand.NOT_AS_WANTED;
        }
    }

    private Verification repaired(Workplace workplace, Watch watch) throws IOException {
        try (var _ = workplace.ledger().serveAlone().orElseThrow(() -> new ConfigException(
                "another microtape process serves the ledger %s; stop it before a repair, or verify without --repair"
                        .formatted(workplace.ledger().place())))) {
            refuseEmptyLake(workplace);
            // With that right, every lease that the ledger still shows belongs to a process that is gone.
            workplace.ledger().leases().endAll();
            return workplace.verifier().repair(part(), watch);
        }
    }

    /** More likely than that every file was lost is that this is not the lake. */
    private void refuseEmptyLake(Workplace workplace) throws IOException {
        long complete = workplace.ledger().captures().complete();
        if (!lakeIsLost && complete > 0 && workplace.lake().files().isEmpty()) {
            throw new ConfigException(
                    "the lake %s holds no file at all, and the ledger knows of %,d complete captures: see --home, lake.bucket and lake.prefix; if all is lost indeed, repair with --lake-is-lost"
                            .formatted(workplace.lake().name(), complete));
        }
    }

    private Part part() {
        try {
            return Part.parse(part);
        } catch (IllegalArgumentException e) {
            throw new ConfigException("--part: " + e.getMessage());
        }
    }

    /** Tells how many captures were looked at. */
    static Watch watch(Progress progress) {
        return (looked, of) -> progress.at(looked, of, "",
                () -> "%,d of %,d complete captures looked at".formatted(looked, of));
    }

    static List<String> lines(Verification verification) {
        List<String> lines = new ArrayList<>();
        lines.add("verified  %,d complete captures against %,d files: %s".formatted(verification.captures(),
                verification.files(), verification.agrees()
                        ? "no difference"
                        : "%,d difference%s".formatted(verification.differences().size(),
                                verification.differences().size() == 1 ? "" : "s")));
        verification.differences().forEach(difference -> {
            lines.add("  %s: %s".formatted(difference.path(), difference.what()));
            difference.repair().ifPresent(done -> lines.add("    repaired: " + done));
        });
        return lines;
    }
}
