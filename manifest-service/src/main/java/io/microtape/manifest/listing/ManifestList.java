package io.microtape.manifest.listing;

import io.microtape.runtime.http.Paging;
import io.microtape.runtime.http.Problem;
import io.microtape.runtime.http.ProblemException;
import io.microtape.runtime.ledger.Ledger;
import io.microtape.runtime.ledger.LedgerException;
import io.microtape.runtime.ledger.ManifestRecords.Approval;
import io.microtape.runtime.ledger.ManifestRecords.ManifestRecord;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the ledger knows of manifests, filtered, sorted and by the page. */
public final class ManifestList {
    private static final Map<String, Comparator<ManifestRecord>> ORDERS = orders();

    private final Ledger ledger;

    public ManifestList(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * The manifest of that id.
     *
     * @throws LedgerException when there is none
     */
    public ListedManifest one(String manifestId) {
        return listed(ledger.manifests().get(manifestId));
    }

    /**
     * A page of manifests.
     *
     * @throws ProblemException when they cannot be sorted like that
     */
    public ManifestPage page(ManifestAsk ask) {
        List<ManifestRecord> found = ledger.manifests().all().stream()
                .filter(manifest -> ask.profile().isEmpty() || ask.profile().get().equals(manifest.profile()))
                .filter(manifest -> ask.verdict().isEmpty()
                        || ask.verdict().get().name().equals(manifest.verdict()))
                .filter(manifest -> ask.approved().isEmpty() || ask.approved().get() != approvals(manifest).isEmpty())
                .sorted(order(ask.sort())).toList();
        Paging paging = ask.paging();
        return new ManifestPage(paging.cut(found).stream().map(this::listed).toList(), found.size(), paging.limit(),
                paging.offset(), paging.next(found.size()));
    }

    private ListedManifest listed(ManifestRecord manifest) {
        return ListedManifest.of(manifest, approvals(manifest));
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
