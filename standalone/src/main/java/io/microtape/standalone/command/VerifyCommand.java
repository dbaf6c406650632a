package io.microtape.standalone.command;

import io.microtape.manifest.verify.LakeVerifier.Verification;
import io.microtape.standalone.Workplace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code microtape verify}. */
@Command(name = "verify", mixinStandardHelpOptions = true, description = "Open, measure and hash every file of the lake and compare it with the ledger. Changes nothing.")
final class VerifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;
    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() throws IOException {
        try (Workplace workplace = common.existingWorkplace(List.of())) {
            Verification verification = workplace.verifier().verify();
            new Printer(spec, common.json()).print(verification, () -> lines(verification));
            return verification.agrees() ? 0 : MicrotapeCommand.NOT_AS_WANTED;
        }
    }

    static List<String> lines(Verification verification) {
        List<String> lines = new ArrayList<>();
        lines.add("verified  %,d complete captures against %,d files: %s".formatted(verification.captures(),
                verification.files(), verification.agrees()
                        ? "no difference"
                        : "%,d differences".formatted(verification.differences().size())));
        verification.differences()
                .forEach(difference -> lines.add("  %s: %s".formatted(difference.path(), difference.what())));
        return lines;
    }
}
