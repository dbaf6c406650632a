package io.microtape.standalone.command;

import io.microtape.manifest.listing.ListedManifest;
import io.microtape.manifest.listing.ManifestAsk;
import io.microtape.manifest.listing.ManifestPage;
import io.microtape.runtime.markdown.Numbers;
import io.microtape.model.manifest.Verdict;
import io.microtape.runtime.http.Paging;
import io.microtape.standalone.installation.Installation;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code microtape manifest list}. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "The manifests that were built: newest first, with verdict, events and who approved them.", footer = {
        "", "Examples:", "  microtape manifest list", "  microtape manifest list --verdict go --approved=false"})
final class ManifestListCommand implements Callable<Integer> {
    @Mixin
    private InstallationOptions options;
    @Mixin
    private PageOptions page;

    @Option(names = "--profile", paramLabel = "P", description = "only those of this profile")
    private Optional<String> profile = Optional.empty();

    @Option(names = "--verdict", paramLabel = "VERDICT", description = "only those with ${COMPLETION-CANDIDATES}")
    private Optional<Verdict> verdict = Optional.empty();

    @Option(names = "--approved", arity = "0..1", fallbackValue = "true", paramLabel = "true|false", description = "only those that somebody approved; with false, those that nobody did")
    private Optional<Boolean> approved = Optional.empty();

    @Option(names = "--sort", paramLabel = "FIELD", defaultValue = ManifestAsk.NEWEST_FIRST, description = "built_at, manifest_id, profile, verdict, input_rows, selected or rejected; with - before it for descending (default: ${DEFAULT-VALUE})")
    private String sort;

    @Override
    public Integer call() {
        try (Installation there = options.open()) {
            ManifestPage manifests = there.manifests(new ManifestAsk(profile, verdict, approved, sort,
                    new Paging(OptionalLong.of(page.limit(ManifestAsk.DEFAULT_LIMIT, ManifestAsk.MAX_LIMIT)),
                            page.offset())));
            options.printer().print(manifests, () -> lines(manifests));
        }
        return 0;
    }

    private List<String> lines(ManifestPage page) {
        if (page.total() == 0) {
            return List.of(profile.isPresent() || verdict.isPresent() || approved.isPresent()
                    ? "no such manifest"
                    : "no manifest yet; build one with: microtape manifest build --events FILES");
        }
        int width = page.manifests().stream().mapToInt(manifest -> manifest.manifestId().length()).max().orElse(0);
        List<String> lines = new ArrayList<>(page.manifests().stream().map(manifest -> line(manifest, width)).toList());
        lines.addAll(this.page.rest(page.total(), page.manifests().size(), page.nextOffset()));
        return lines;
    }

    private static String line(ListedManifest manifest, int width) {
        String approvals = manifest.approvals().isEmpty()
                ? "not approved"
                : "approved by " + manifest.approvals().getLast().approvedBy();
        return "%s  %-16s %9s events  %s  %s".formatted(
                manifest.manifestId() + " ".repeat(width - manifest.manifestId().length()), manifest.verdict(),
                Numbers.whole(manifest.selected()), manifest.builtAt().truncatedTo(ChronoUnit.SECONDS), approvals);
    }
}
