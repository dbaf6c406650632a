package io.microtape.manifest.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.microtape.manifest.report.StoredReport;
import io.microtape.manifest.store.ManifestStore;
import io.microtape.manifest.store.ProvenManifest;
import io.microtape.manifest.store.TamperedManifestException;
import io.microtape.runtime.http.Problem;
import io.microtape.runtime.http.ProblemException;
import io.microtape.runtime.json.Json;
import io.microtape.runtime.ledger.Ledger;
import io.microtape.runtime.ledger.LedgerException;
import io.microtape.runtime.ledger.ManifestRecords.ManifestRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The files of manifests that the ledger knows. A manifest whose rows are not those that were built has none: whatever is
 * asked of it, it is refused.
 */
final class StoredManifests {
    private final Ledger ledger;
    private final ManifestStore store;

    StoredManifests(Ledger ledger, ManifestStore store) {
        this.ledger = ledger;
        this.store = store;
    }

    /**
     * A file of a manifest.
     *
     * @throws LedgerException           when the ledger knows no such manifest
     * @throws TamperedManifestException when its rows are not those that were built
     * @throws ProblemException          404 when the manifest has no such file
     */
    Path file(String manifestId, String name) {
        ManifestRecord manifest = ledger.manifests().get(manifestId);
        // The id is the ledger's own word, not the client's: it names a folder here and nothing else.
        Path home = store.path(manifest.manifestId());
        ProvenManifest.rows(home, manifest);
        Path file = home.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new ProblemException(Problem.notFound("manifest %s has no %s".formatted(manifestId, name),
                    "build the manifest again from the same input: move its folder away first"));
        }
        return file;
    }

    /**
     * The report of a manifest's build.
     *
     * @throws TamperedManifestException as {@link #file}, and when it states another verdict than the ledger
     */
    ObjectNode report(String manifestId) {
        Path report = file(manifestId, StoredReport.JSON);
        try {
            if (Json.mapper().readTree(Files.readString(report)) instanceof ObjectNode fields) {
                String verdict = ledger.manifests().get(manifestId).verdict();
                if (fields.has("verdict") && !verdict.equals(fields.get("verdict").asText())) {
                    throw new TamperedManifestException(
                            "%s says %s, the ledger knows %s; move the folder away and build again".formatted(report,
                                    fields.get("verdict").asText(), verdict));
                }
                return fields;
            }
        } catch (IOException e) {
            throw new TamperedManifestException(
                    "%s cannot be read (%s); move the folder away and build again".formatted(report, e.getMessage()));
        }
        throw new TamperedManifestException("%s is no report; move the folder away and build again".formatted(report));
    }

    /** One part of that report, with the id of the manifest. */
    JsonNode part(String manifestId, String name) {
        JsonNode part = report(manifestId).get(name);
        if (part == null) {
            throw new ProblemException(Problem.notFound(
                    "the report of manifest %s has no %s".formatted(manifestId, name), "see /report for what it has"));
        }
        return Json.mapper().createObjectNode().put("manifest_id", manifestId).set(name, part);
    }
}
