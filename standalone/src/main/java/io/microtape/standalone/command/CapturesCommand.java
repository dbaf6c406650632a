package io.microtape.standalone.command;

import io.microtape.runtime.coverage.CaptureAsk;
import io.microtape.standalone.installation.Installation;
import io.microtape.status.http.CaptureJson;
import io.microtape.status.http.CaptureList;
import io.microtape.status.http.CapturePage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code microtape captures}. */
@Command(name = "captures", mixinStandardHelpOptions = true, description = "The captures of a manifest, or one capture with what was measured and every attempt.", footer = {
        "", "Examples:",
        "  microtape captures --manifest core_20251009_1a2b3c4d5e6f --where state=failed,not_entitled --limit 20",
        "  microtape captures --manifest core_20251009_1a2b3c4d5e6f --where symbol=AAPL --where session=rth --sort -settled_at",
        "  microtape captures AAPL_20240304_202200_trades_24f66aa1"})
final class CapturesCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;
    @Mixin
    private InstallationOptions options;
    @Mixin
    private WhereOptions where;
    @Mixin
    private PageOptions page;

    @Parameters(arity = "0..1", paramLabel = "ID", description = "the capture's id")
    private Optional<String> captureId = Optional.empty();

    @Option(names = "--manifest", paramLabel = "ID", description = "the manifest whose captures are listed")
    private Optional<String> manifestId = Optional.empty();

    @Option(names = "--sort", paramLabel = "ORDER", defaultValue = "window", description = "window (default), or -settled_at: what was settled last comes first")
    private String sort;

    @Override
    public Integer call() {
        if (captureId.isPresent() == manifestId.isPresent()) {
            throw new ParameterException(spec.commandLine(),
                    "give the id of a capture, or --manifest ID for a list; one of both");
        }
        try (Installation there = options.open()) {
            if (captureId.isPresent()) {
                CaptureJson capture = there.capture(captureId.get());
                options.printer().print(capture, () -> CaptureText.lines(capture));
            } else {
                CapturePage captures = there.captures(ask());
                options.printer().print(captures, () -> lines(captures));
            }
        }
        return 0;
    }

    private CaptureAsk ask() {
        return where.understood(() -> new CaptureAsk(manifestId.orElseThrow(), where.values(),
                CaptureAsk.Order.of(sort), page.limit(CaptureList.DEFAULT_LIMIT, CaptureList.MAX_LIMIT),
                page.offset()));
    }

    private List<String> lines(CapturePage captures) {
        if (captures.captures().isEmpty()) {
            return List.of("no such capture; before its first approval a manifest has none");
        }
        List<String> lines = new ArrayList<>(CaptureText.table(captures.captures()));
        lines.addAll(page.rest(captures.total(), captures.captures().size(), captures.nextOffset()));
        return lines;
    }
}
