package io.microtape.standalone.command;

import io.microtape.downloader.preflight.TapeNeed;
import io.microtape.manifest.store.ManifestEvents;
import io.microtape.manifest.store.ProvenManifest;
import io.microtape.runtime.config.ConfigException;
import io.microtape.standalone.Workplace;
import java.util.List;
import java.util.stream.IntStream;

/** What a manifest needs of the vendor: each of its tapes, from its oldest event to its newest. */
final class ManifestNeeds {
    private ManifestNeeds() {}

    /** @throws ConfigException when the manifest has no events */
    static List<TapeNeed> of(Workplace workplace, String id) {
        var manifest = ProvenManifest.read(workplace.stored(), workplace.ledger().manifests().get(id));
        ManifestEvents events = manifest.events();
        if (events.rows() == 0) {
            throw new ConfigException("manifest %s has no events, so it needs nothing of the vendor".formatted(id));
        }
        int oldest = IntStream.range(0, events.rows()).boxed()
                .min((a, b) -> Long.compare(events.timestamp()[a], events.timestamp()[b])).orElseThrow();
        long newest = IntStream.range(0, events.rows()).mapToLong(row -> events.timestamp()[row]).max().orElseThrow();
        return manifest.profile().microDownload().tapes().stream().sorted()
                .map(tape -> new TapeNeed(tape, events.symbol()[oldest], events.timestamp()[oldest], newest)).toList();
    }
}
