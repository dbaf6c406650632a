package io.microtape.manifest.report;

import io.microtape.runtime.markdown.Page;
import io.microtape.manifest.BuiltManifest;

/** {@code report.md}: a build for people to read and sign, the same text under every locale. */
public final class MarkdownReport {
    private MarkdownReport() {}

    public static String of(BuiltManifest manifest) {
        var page = new Page();
        GateSection.write(manifest, page);
        FunnelSection.write(manifest, page);
        BalanceSection.write(manifest.quotas(), manifest.sessions(), page);
        SpreadSection.write(manifest, page);
        EffectsSection.write(manifest.marginalEffects(), !manifest.quotas().relaxations().isEmpty(), page);
        RejectionsSection.write(manifest, page);
        OriginSection.write(manifest, page);
        return page.toString();
    }
}
