package io.microtape.manifest.estimate;

import io.microtape.manifest.store.ManifestStore;
import io.microtape.runtime.cost.CaptureEstimate;
import io.microtape.runtime.cost.Estimator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.microtape.manifest.store.ProvenManifest;
import io.microtape.manifest.store.TamperedManifestException;
import io.microtape.runtime.json.Json;
import io.microtape.model.profile.MicroDownload;
import io.microtape.runtime.ledger.CostQuery.Cost;
import io.microtape.runtime.ledger.Ledger;
import io.microtape.runtime.ledger.LedgerException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Estimates of stored manifests. */
public final class Estimates {
    private static final String REPORT = "report.json";

    private final Ledger ledger;
    private final ManifestStore store;
    private final Estimator estimator;

    public Estimates(Ledger ledger, ManifestStore store, Estimator estimator) {
        this.ledger = ledger;
        this.store = store;
        this.estimator = estimator;
    }

    /**
     * The estimate of a manifest, whether it is approved or not.
     *
     * @throws LedgerException           when there is no such manifest
     * @throws TamperedManifestException when the stored rows are not those that were built
     */
    public ManifestEstimate of(String manifestId) {
        ProvenManifest manifest = ProvenManifest.read(store, ledger.manifests().get(manifestId));
        MicroDownload download = manifest.profile().microDownload();
        return new ManifestEstimate(manifestId,
                estimator.of(ManifestKinds.of(manifest.events(), download), download.tapes()), score(manifestId));
    }

    /** How the estimate of a manifest's build did so far; empty as in {@link ManifestEstimate}. */
    public Optional<EstimateScore> score(String manifestId) {
        List<Cost> actual = ledger.costs().of(manifestId);
        return actual.isEmpty()
                ? Optional.empty()
                : built(manifestId)
                        .map(built -> EstimateScore.of(built, actual, ledger.costs().busyMillis(manifestId)));
    }

    /** The estimate in the report of a build; reports of before there were cells have none to compare with. */
    private Optional<CaptureEstimate> built(String manifestId) {
        Path report = store.path(manifestId).resolve(REPORT);
        try {
            JsonNode estimate = Json.mapper().readTree(Files.readString(report)).path("estimate");
            return estimate.has("cells")
                    ? Optional.of(Json.mapper().treeToValue(estimate, CaptureEstimate.class))
                    : Optional.empty();
        } catch (JsonProcessingException e) {
            throw new TamperedManifestException(
                    "%s was changed after it was built (%s); move the folder away and build again"
                            .formatted(report, e.getOriginalMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException("the report %s cannot be read".formatted(report), e);
        }
    }
}
