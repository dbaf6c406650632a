package io.microtape.manifest;

import io.microtape.manifest.store.ManifestEvents;
import io.microtape.model.capture.EventBar;
import io.microtape.model.session.Session;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Events of a manifest for tests, one window each unless said otherwise, three minutes before to seven after. */
public final class SampleEvents {
    private static final long MINUTE = 60_000_000_000L;

    private final List<String> types = new ArrayList<>();
    private final List<Session> sessions = new ArrayList<>();
    private final List<Long> minutes = new ArrayList<>();
    private long before = 3;

    /** Adds events in the order of their ranks. */
    public SampleEvents add(int events, String type, Session session) {
        for (int i = 0; i < events; i++) {
            types.add(type);
            sessions.add(session);
            minutes.add((long) minutes.size());
        }
        return this;
    }

    /** Adds an event in the window of the one before it. */
    public SampleEvents addToTheSameWindow(String type) {
        types.add(type);
        sessions.add(sessions.getLast());
        minutes.add(minutes.getLast());
        return this;
    }

    public SampleEvents minutesBefore(long minutesBefore) {
        before = minutesBefore;
        return this;
    }

    public ManifestEvents build() {
        int rows = types.size();
        long[] at = minutes.stream().mapToLong(minute -> minute * MINUTE).toArray();
        String[] symbols = new String[rows];
        Arrays.fill(symbols, "IBM");
        String[] windows = new String[rows];
        Arrays.setAll(windows, i -> "IBM_" + minutes.get(i));
        String[] events = new String[rows];
        Arrays.setAll(events, i -> "e" + i);
        int[] ranks = new int[rows];
        Arrays.setAll(ranks, i -> i + 1);
        return new ManifestEvents(events, windows, symbols, types.toArray(String[]::new), at,
                sessions.toArray(Session[]::new), new int[rows],
                Collections.nCopies(rows, EventBar.UNKNOWN).toArray(EventBar[]::new),
                Arrays.stream(at).map(time -> time - before * MINUTE).toArray(),
                Arrays.stream(at).map(time -> time + 7 * MINUTE).toArray(), ranks);
    }
}
