package io.microtape.status;

import io.microtape.runtime.http.HttpApi;
import io.microtape.runtime.http.Routes;
import io.microtape.runtime.ledger.Ledger;
import io.microtape.runtime.ledger.ManifestRecords.ManifestRecord;
import io.vertx.ext.web.Router;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The two lists that the dashboard takes from the owner of the ledger, in the form that the owner serves them. */
final class OwnerRoutes implements Routes {
    private final Ledger ledger;

    OwnerRoutes(Ledger ledger) {
        this.ledger = ledger;
    }

    private record Approval(String approvedBy, String reason, String verdict, String approvedAt) {}

    @Override
    public void mount(Router router) {
        router.get("/api/v1/manifests").handler(request -> HttpApi.json(request,
                _ -> Map.of("manifests", ledger.manifests().all().stream().map(this::manifest).toList())));
        router.get("/api/v1/runs").handler(request -> HttpApi.json(request,
                _ -> Map.of("runs", ledger.runs().all().stream().map(run -> {
                    Map<String, Object> fields = new LinkedHashMap<>();
                    fields.put("run_id", run.runId());
                    fields.put("manifest_id", run.manifestId());
                    fields.put("tapes", List.copyOf(run.scope().tapes()));
                    fields.put("state", run.state());
                    fields.put("reason", run.reason());
                    fields.put("created_at", run.createdAt().toString());
                    return fields;
                }).toList())));
    }

    private Map<String, Object> manifest(ManifestRecord manifest) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("manifest_id", manifest.manifestId());
        fields.put("profile", manifest.profile());
        fields.put("verdict", manifest.verdict());
        fields.put("selected", manifest.selected());
        fields.put("rejected", manifest.rejected());
        fields.put("input_rows", manifest.inputRows());
        fields.put("built_at", manifest.builtAt().toString());
        fields.put("approvals",
                ledger.manifests().approvals(manifest.manifestId()).stream()
                        .map(approval -> new Approval(approval.approvedBy(), approval.reason(), approval.verdict(),
                                approval.approvedAt().toString()))
                        .toList());
        return fields;
    }
}
