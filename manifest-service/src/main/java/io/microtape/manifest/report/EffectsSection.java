package io.microtape.manifest.report;

import io.microtape.runtime.markdown.Numbers;
import io.microtape.runtime.markdown.Page;
import io.microtape.runtime.markdown.TextTable;
import io.microtape.manifest.selection.MarginalEffect;
import java.util.List;

/** What one more step of each cap and threshold would give. */
final class EffectsSection {
    private EffectsSection() {}

    static void write(List<MarginalEffect> effects, boolean relaxed, Page page) {
        page.section("What one more step would give");
        page.say("One setting one step looser, everything else as it is: how many more events would reach the session "
                + "quotas, and how many more the manifest would hold.");
        if (relaxed) {
            page.say("Events that relaxed thresholds admitted stay. A build with the looser setting may need no "
                    + "relaxation, and then hold fewer.");
        }
        var table = new TextTable("one more step of", ">from", ">to", ">reach the quotas", ">selected");
        effects.forEach(effect -> table.row(effect.setting(), Numbers.plain(effect.from()), Numbers.plain(effect.to()),
                Numbers.gain(effect.available()), Numbers.gain(effect.selected())));
        page.table(table);
    }
}
