package io.microtape.manifest.http;

import io.microtape.model.manifest.Verdict;
import io.microtape.runtime.http.Paging;
import io.microtape.runtime.http.Parameters;
import io.microtape.runtime.http.Problem;
import io.microtape.runtime.http.ProblemException;
import io.microtape.runtime.ledger.Ledger;
import io.microtape.runtime.ledger.ManifestRecords.Approval;
import io.microtape.runtime.ledger.ManifestRecords.ManifestRecord;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** What the ledger knows of manifests, filtered, sorted and by the page. */
final class ManifestList {
    private static final int DEFAULT_PAGE = 1_000;
    private static final int MAX_PAGE = 10_000;
    private static final Map<String, Comparator<ManifestRecord>> ORDERS = orders();

    private final Ledger ledger;

    ManifestList(Ledger ledger) {
        this.ledger = ledger;
    }

    /** A manifest as listed. */
    private record Listed(String manifestId, String profile, String verdict, long inputRows, long selected,
            long rejected, String contentHash, Instant builtAt, List<Approval> approvals) {}

    private record Manifests(List<Listed> manifests, long total, OptionalLong limit, long offset,
            OptionalLong nextOffset) {}

    Object one(String manifestId) {
        return listed(ledger.manifests().get(manifestId));
    }

    Object page(RoutingContext request) {
        var parameters = Parameters.of(request, "profile", "verdict", "approved", "sort", "limit", "offset");
        var profile = parameters.text("profile");
        var verdict = parameters.oneOf("verdict", Verdict.class).map(Verdict::name);
        var approved = parameters.truth("approved");
        List<ManifestRecord> found = ledger.manifests().all().stream()
                .filter(manifest -> profile.isEmpty() || profile.get().equals(manifest.profile()))
                .filter(manifest -> verdict.isEmpty() || verdict.get().equals(manifest.verdict()))
                .filter(manifest -> approved.isEmpty() || approved.get() != approvals(manifest).isEmpty())
                .sorted(order(parameters.text("sort").orElse("-built_at"))).toList();
        var paging = Paging.of(parameters, DEFAULT_PAGE, MAX_PAGE);
        paging.describe(request, found.size());
        return new Manifests(paging.cut(found).stream().map(this::listed).toList(), found.size(), paging.limit(),
                paging.offset(), paging.next(found.size()));
    }

    private Listed listed(ManifestRecord manifest) {
        return new Listed(manifest.manifestId(), manifest.profile(), manifest.verdict(), manifest.inputRows(),
                manifest.selected(), manifest.rejected(), manifest.contentHash(), manifest.builtAt(),
                approvals(manifest));
    }

    private List<Approval> approvals(ManifestRecord manifest) {
        return ledger.manifests().approvals(manifest.manifestId());
    }

    private static Comparator<ManifestRecord> order(String sort) {
        boolean descending = sort.startsWith("-");
        Comparator<ManifestRecord> upward = ORDERS.get(descending ? sort.substring(1) : sort);
        if (upward == null) {
            throw new ProblemException(Problem.badRequest("manifests cannot be sorted by '%s'".formatted(sort),
                    "use one of: %s; with - before it for descending".formatted(String.join(", ", ORDERS.keySet()))));
        }
        return (descending ? upward.reversed() : upward).thenComparing(ManifestRecord::manifestId);
    }

    private static Map<String, Comparator<ManifestRecord>> orders() {
        Map<String, Comparator<ManifestRecord>> orders = new LinkedHashMap<>();
        orders.put("built_at", Comparator.comparing(ManifestRecord::builtAt));
        orders.put("manifest_id", Comparator.comparing(ManifestRecord::manifestId));
        orders.put("profile", Comparator.comparing(ManifestRecord::profile));
        orders.put("verdict", Comparator.comparing(ManifestRecord::verdict));
        orders.put("input_rows", Comparator.comparingLong(ManifestRecord::inputRows));
        orders.put("selected", Comparator.comparingLong(ManifestRecord::selected));
        orders.put("rejected", Comparator.comparingLong(ManifestRecord::rejected));
        return orders;
    }
}
