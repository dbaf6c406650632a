package io.microtape.runtime.ledger;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;

/** The manifests that were built here, and who approved them. */
public final class ManifestRecords {
    private static final RowMapper<ManifestRecord> MANIFEST = (row, _) -> new ManifestRecord(
            row.getString("manifest_id"), row.getString("profile"), row.getString("path"),
            row.getString("content_hash"), row.getString("verdict"), row.getLong("input_rows"),
            row.getLong("selected"), row.getLong("rejected"), Instant.ofEpochMilli(row.getLong("built_at")));
    private static final RowMapper<Approval> APPROVAL = (row, _) -> new Approval(row.getString("manifest_id"),
            row.getString("approved_by"), row.getString("reason"), row.getString("verdict"),
            Instant.ofEpochMilli(row.getLong("approved_at")));

    private final Database database;
    private final Clock clock;

    ManifestRecords(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** A manifest as the ledger knows it; its rows are in the file at {@code path}. */
    public record ManifestRecord(String manifestId, String profile, String path, String contentHash, String verdict,
            long inputRows, long selected, long rejected, Instant builtAt) {}

    /** Someone's word that a manifest may be downloaded. */
    public record Approval(String manifestId, String approvedBy, String reason, String verdict, Instant approvedAt) {}

    /** Records a built manifest; one that is known stays as it was. */
    public void add(ManifestRecord manifest) {
        database.useTransaction(tx -> tx.createUpdate("""
                insert into manifest (manifest_id, profile, path, content_hash, verdict, input_rows, selected,
                  rejected, built_at)
                values (:id, :profile, :path, :hash, :verdict, :input, :selected, :rejected, :built)
                on conflict (manifest_id) do nothing""").bind("id", manifest.manifestId())
                .bind("profile", manifest.profile()).bind("path", manifest.path())
                .bind("hash", manifest.contentHash()).bind("verdict", manifest.verdict())
                .bind("input", manifest.inputRows()).bind("selected", manifest.selected())
                .bind("rejected", manifest.rejected()).bind("built", manifest.builtAt().toEpochMilli()).execute());
    }

    public Optional<ManifestRecord> find(String manifestId) {
        return database.withHandle(handle -> handle.createQuery("select * from manifest where manifest_id = :id")
                .bind("id", manifestId).map(MANIFEST).findOne());
    }

    /**
     * The manifest of that id.
     *
     * @throws LedgerException when there is none
     */
    public ManifestRecord get(String manifestId) {
        return find(manifestId).orElseThrow(() -> LedgerException.notFound(
                "there is no manifest %s here; build it first, or check the id and --home".formatted(manifestId)));
    }

    /** All manifests, newest first. */
    public List<ManifestRecord> all() {
        return database
                .withHandle(handle -> handle.createQuery("select * from manifest order by built_at desc, manifest_id")
                        .map(MANIFEST).list());
    }

    /**
     * Refuses what {@link #approve} would refuse.
     *
     * @throws LedgerException when there is no such manifest, no name, or a {@code NO_GO} without a reason
     */
    public void refuseApproval(String manifestId, String by, String reason) {
        ManifestRecord manifest = get(manifestId);
        if (saysNothing(by)) {
            throw LedgerException.refused(
                    "manifest %s: an approval needs the name of who approves".formatted(manifestId));
        }
        if (manifest.verdict().equals("NO_GO") && saysNothing(reason)) {
            throw LedgerException.refused(
                    "manifest %s is NO_GO: approving it all the same needs a reason, which stays visible"
                            .formatted(manifestId));
        }
    }

    /** Blanks, punctuation and characters that nobody sees are neither a name nor a reason. */
    private static boolean saysNothing(String text) {
        return text.codePoints().noneMatch(Character::isLetterOrDigit);
    }

    /** Adds an approval; earlier ones stay. */
    public Approval approve(String manifestId, String by, String reason) {
        refuseApproval(manifestId, by, reason);
        ManifestRecord manifest = get(manifestId);
        var approval = new Approval(manifestId, by, reason, manifest.verdict(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        database.useTransaction(tx -> tx.createUpdate("""
                insert into approval (manifest_id, approved_by, reason, verdict, approved_at)
                values (:id, :by, :reason, :verdict, :at)
                on conflict do nothing""").bind("id", manifestId).bind("by", by).bind("reason", reason)
                .bind("verdict", manifest.verdict()).bind("at", approval.approvedAt().toEpochMilli()).execute());
        return approval;
    }

    /** Every approval of a manifest, oldest first. */
    public List<Approval> approvals(String manifestId) {
        return database.withHandle(
                handle -> handle.createQuery("select * from approval where manifest_id = :id order by approved_at")
                        .bind("id", manifestId).map(APPROVAL).list());
    }
}
