package io.microtape.manifest.store;

import io.microtape.manifest.enrichment.Enrichment;
import io.microtape.manifest.selection.Selection;
import io.microtape.manifest.selection.Selector;
import io.microtape.model.profile.Profile;
import io.microtape.runtime.config.Config;
import io.microtape.runtime.table.Table;
import io.microtape.runtime.table.TableException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** A manifest that has its rows and its id but no file yet. */
public record Draft(ManifestIdentity identity, Table manifest) {
    /** Stands for the date in the id of a manifest without events. */
    private static final String NO_DATE = "00000000";
    /** The profile's name becomes part of a folder's name. */
    private static final Pattern PROFILE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

    /** @param parentId the manifest that is appended to */
    public static Draft of(Selection selection, Profile profile, Optional<String> parentId) {
        if (!PROFILE.matcher(profile.name()).matches()) {
            throw new TableException("profile '%s' cannot name a manifest; use letters, digits, hyphens and underscores"
                    .formatted(profile.name()));
        }
        Table manifest = ManifestTable.of(selection, profile);
        String configHash = Config.hash(profile);
        String contentHash = ContentHash.of(manifest, configHash, Enrichment.VERSION, Selector.RECIPE_VERSION,
                parentId);
        String id = "%s_%s_%s".formatted(profile.name(), newestDate(selection),
                ManifestIdentity.shortHash(contentHash));
        return new Draft(
                new ManifestIdentity(id, contentHash, configHash, Enrichment.VERSION, Selector.RECIPE_VERSION,
                        parentId),
                manifest);
    }

    /** The selected events. */
    public ManifestEvents events() {
        return ManifestEvents.of(manifest);
    }

    /** The newest event's date, not today's: the same input must give the same id for ever. */
    private static String newestDate(Selection selection) {
        return Arrays.stream(selection.rows()).map(row -> selection.enriched().epochDay()[row]).max().stream()
                .mapToObj(day -> LocalDate.ofEpochDay(day).format(DateTimeFormatter.BASIC_ISO_DATE)).findFirst()
                .orElse(NO_DATE);
    }
}
