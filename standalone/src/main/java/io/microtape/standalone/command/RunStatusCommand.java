package io.microtape.standalone.command;

import io.microtape.manifest.run.RunRequest;
import io.microtape.model.run.RunState;
import io.microtape.runtime.ledger.RunAsk;
import io.microtape.model.coverage.Progress;
import io.microtape.runtime.coverage.RunPage;
import io.microtape.runtime.coverage.RunStatus;
import io.microtape.standalone.installation.Installation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code microtape run status}. */
@Command(name = "status", mixinStandardHelpOptions = true, description = "Where a run stands: what it is about, what it has used up, and how far it is. Without an id, all runs, newest first.", footer = {
        "", "Examples:", "  microtape run status core_20251009_1a2b3c4d5e6f-run1",
        "  microtape run status --manifest core_20251009_1a2b3c4d5e6f --state running"})
final class RunStatusCommand implements Callable<Integer> {
    @Mixin
    private InstallationOptions options;
    @Mixin
    private PageOptions page;

    @Parameters(arity = "0..1", paramLabel = "ID", description = "the run's id")
    private Optional<String> runId = Optional.empty();

    @Option(names = "--manifest", paramLabel = "ID", description = "only the runs of this manifest")
    private Optional<String> manifestId = Optional.empty();

    @Option(names = "--state", paramLabel = "STATE", description = "only runs that are ${COMPLETION-CANDIDATES}")
    private Optional<RunState> state = Optional.empty();

    @Option(names = "--sort", paramLabel = "ORDER", defaultValue = "-created_at", description = "-created_at (default), created_at or run_id")
    private String sort;

    @Override
    public Integer call() {
        try (Installation there = options.open()) {
            if (runId.isPresent()) {
                RunStatus status = there.run(runId.get());
                options.printer().print(status, () -> RunText.lines(status));
            } else {
                RunPage runs = there.runs(new RunAsk(manifestId, state, RunRequest.sort(sort),
                        page.limit(RunAsk.DEFAULT_LIMIT, RunAsk.MAX_LIMIT), page.offset()));
                options.printer().print(runs, () -> lines(runs));
            }
        }
        return 0;
    }

    private List<String> lines(RunPage runs) {
        if (runs.total() == 0) {
            return List.of(manifestId.isPresent() || state.isPresent()
                    ? "no such run"
                    : "no run yet; start one with: microtape run start --manifest ID");
        }
        List<String> lines = new ArrayList<>(
                runs.runs().stream().map(status -> RunText.line(status.run()) + progress(status.progress())).toList());
        lines.addAll(page.rest(runs.total(), runs.runs().size(), runs.nextOffset()));
        return lines;
    }

    private static String progress(Progress progress) {
        return ", %,d of %,d captures answered".formatted(progress.answered(), progress.captures());
    }
}
