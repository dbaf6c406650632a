package io.microtape.manifest.append;

import io.microtape.manifest.bars.DayMetrics;
import io.microtape.manifest.enrichment.Enrichment;
import io.microtape.manifest.events.EventTable;
import io.microtape.manifest.input.FileIdentity;
import io.microtape.manifest.input.InputFile;
import io.microtape.manifest.selection.Kept;
import io.microtape.manifest.selection.Selector;
import io.microtape.manifest.store.ManifestFile;
import io.microtape.manifest.store.ManifestIdentity;
import io.microtape.manifest.store.Sidecar;
import io.microtape.manifest.store.TamperedManifestException;
import io.microtape.manifest.whatif.ChangedSetting;
import io.microtape.model.profile.Profile;
import io.microtape.model.session.Session;
import io.microtape.runtime.parquet.ParquetTables;
import io.microtape.runtime.table.Column;
import io.microtape.runtime.table.Table;
import io.microtape.runtime.table.TableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An earlier manifest whose events stay in the one that is built upon it. They come after the events of the input, with
 * all that was known of them then: metrics and scores are not computed anew, because the bars of their days need not be
 * among today's inputs.
 */
public final class Parent {
    private final String manifestId;
    private final FileIdentity file;
    private final Table rows;

    private Parent(String manifestId, FileIdentity file, Table rows) {
        this.manifestId = manifestId;
        this.file = file;
        this.rows = rows;
    }

    /**
     * Reads the manifest in a folder.
     *
     * @param profile the profile of the manifest to be built, which must capture the same tapes of the same windows
     * @throws TableException            when there is no such manifest, or its windows are not those of the profile
     * @throws TamperedManifestException when it is not what its id promises
     */
    public static Parent read(Path folder, Profile profile) {
        if (!Files.isDirectory(folder)) {
            throw new TableException("there is no manifest %s here to append to; check the id and --home"
                    .formatted(folder.getFileName()));
        }
        ManifestIdentity identity = ManifestFile.read(folder).identity();
        Profile then = Sidecar.profile(folder, identity);
        refuseOtherRecipe(identity);
        refuseOtherWindows(identity.manifestId(), then, profile);
        Path path = folder.resolve(ManifestFile.NAME);
        Table rows = ParquetTables.read(path);
        if (rows.rows() > profile.intradayManifest().maxEvents()) {
            throw new TableException(
                    "manifest %s holds %,d events, intraday_manifest.max_events is %,d: appending only adds; raise it"
                            .formatted(identity.manifestId(), rows.rows(), profile.intradayManifest().maxEvents()));
        }
        return new Parent(identity.manifestId(), InputFile.of(path).identity(), rows);
    }

    public String manifestId() {
        return manifestId;
    }

    /** The events of the input, then those of the parent. */
    public EventTable joined(EventTable events) {
        int first = events.rows();
        List<FileIdentity> files = new ArrayList<>(events.files());
        files.add(file);
        int[] fileOf = Arrays.copyOf(events.file(), first + rows.rows());
        int[] fileRow = Arrays.copyOf(events.fileRow(), fileOf.length);
        for (int row = 0; row < rows.rows(); row++) {
            fileOf[first + row] = events.files().size();
            fileRow[first + row] = row;
        }
        Map<String, Column> carried = new LinkedHashMap<>();
        events.carried().forEach((name, column) -> carried.put(name, rows.column(name)
                .map(own -> Joined.of(name, column, own)).orElseGet(() -> Joined.withNulls(column, rows.rows()))));
        return new EventTable(List.copyOf(files), fileOf, fileRow, Joined.texts(events.symbol(), texts("symbol")),
                Joined.texts(events.eventType(), texts("event_type")),
                Joined.of(events.timestamp(), ((Column.Longs) column("timestamp")).values()),
                joined(events.score(), "score_raw"), joined(events.open(), "open"), joined(events.high(), "high"),
                joined(events.low(), "low"), joined(events.close(), "close"), joined(events.volume(), "volume"),
                joined(events.vwapMin(), "vwap_min"), joined(events.dollarVolume(), "dollar_volume"),
                joined(events.spikeX(), "spike_x"), joined(events.tier(), "tier"),
                Joined.texts(events.direction(), texts("direction")),
                Joined.texts(events.eventBias(), texts("event_bias")),
                Joined.texts(events.closeVsOpen(), texts("close_vs_open")),
                (Column.Strings) Joined.withNulls(events.session(), rows.rows()), carried);
    }

    /** What was computed for the joined events, the parent's as they were. */
    public Enrichment joined(Enrichment computed) {
        int first = computed.session().length - rows.rows();
        Column.Strings sessions = texts("session");
        var dates = (Column.Longs) column("date_et");
        var restrictions = (Column.Booleans) column("is_ssr_day");
        Session[] session = computed.session().clone();
        int[] epochDay = computed.epochDay().clone();
        byte[] restricted = computed.shortSaleRestricted().clone();
        for (int row = 0; row < rows.rows(); row++) {
            session[first + row] = Session.valueOf(sessions.get(row));
            epochDay[first + row] = Math.toIntExact(dates.values()[row]);
            restricted[first + row] = restrictions.isNull(row)
                    ? DayMetrics.UNKNOWN
                    : restrictions.values()[row] ? DayMetrics.TRUE : DayMetrics.FALSE;
        }
        return new Enrichment(session, epochDay, kept("vwap_min", computed.vwapMin()),
                kept("dollar_volume_bar", computed.dollarVolumeBar()), kept("spread_proxy", computed.spreadProxy()),
                kept("volume", computed.volume()), kept("spike_x", computed.spikeX()),
                kept("dollar_volume_day", computed.dollarVolumeDay()), kept("rvol_day", computed.rvolDay()), restricted,
                computed.sessionLabels());
    }

    /** Which of the joined events are the parent's. */
    public Kept kept(EventTable joined) {
        long[] steps = ((Column.Longs) column("relaxation_step")).values();
        return new Kept(joined.rows() - rows.rows(), numbers("score"),
                Arrays.stream(steps).mapToInt(Math::toIntExact).toArray());
    }

    private static void refuseOtherRecipe(ManifestIdentity identity) {
        if (!identity.enrichmentVersion().equals(Enrichment.VERSION)
                || !identity.recipeVersion().equals(Selector.RECIPE_VERSION)) {
            throw new TableException(
                    ("manifest %s was built with enrichment %s and recipe %s, this version has %s and %s: their figures "
                            + "cannot stand side by side; build both from the events").formatted(
                                    identity.manifestId(), identity.enrichmentVersion(), identity.recipeVersion(),
                                    Enrichment.VERSION, Selector.RECIPE_VERSION));
        }
    }

    private static void refuseOtherWindows(String manifestId, Profile then, Profile now) {
        if (!then.before().equals(now.before()) || !then.after().equals(now.after())
                || !then.dynamicExtension().equals(now.dynamicExtension())
                || !then.microDownload().equals(now.microDownload())) {
            throw new TableException(
                    ("manifest %s asks for other windows or tapes than these settings (%s): its events would be "
                            + "captured anew; use the same, or build it again").formatted(manifestId,
                                    ChangedSetting.between(then, now).stream().filter(Parent::isAboutTapes)
                                            .map(setting -> "%s was %s, is %s".formatted(setting.setting(),
                                                    setting.before(), setting.after()))
                                            .collect(Collectors.joining("; "))));
        }
    }

    private static boolean isAboutTapes(ChangedSetting setting) {
        return Stream.of("event_tape_window_", "dynamic_extension.", "micro_download.")
                .anyMatch(setting.setting()::startsWith);
    }

    private double[] joined(double[] given, String name) {
        return Joined.of(given, numbers(name));
    }

    /** What was computed, with the parent's own values at its end. */
    private double[] kept(String name, double[] computed) {
        double[] own = numbers(name);
        double[] all = computed.clone();
        System.arraycopy(own, 0, all, all.length - own.length, own.length);
        return all;
    }

    private double[] numbers(String name) {
        return ((Column.Doubles) column(name)).values();
    }

    private Column.Strings texts(String name) {
        return (Column.Strings) column(name);
    }

    private Column column(String name) {
        return rows.column(name).orElseThrow();
    }
}
