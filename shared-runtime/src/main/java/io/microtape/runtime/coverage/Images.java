package io.microtape.runtime.coverage;

import io.microtape.runtime.ledger.CaptureFeed;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The images of the manifests that were asked about last, each as new as the ledger whenever it is looked at. */
final class Images {
    /** Some 250 MB; one larger manifest is kept all the same. */
    private static final long MOST_CAPTURES = 4_000_000;

    private final CaptureFeed feed;
    private final Map<String, Held> held = new LinkedHashMap<>(16, 0.75f, true);

    Images(CaptureFeed feed) {
        this.feed = feed;
    }

    private static final class Held {
        private ManifestImage image;
        private long seen;
    }

    /** What a question finds in the image of a manifest; nobody else looks at that image meanwhile. */
    <T> T ask(String manifestId, Function<ManifestImage, T> question) {
        Held mine = of(manifestId);
        synchronized (mine) {
            refresh(manifestId, mine);
            T answer = question.apply(mine.image);
            forgetOthers();
            return answer;
        }
    }

    private void refresh(String manifestId, Held mine) {
        // Read before the captures: what changes in between is told again the next time.
        long newest = feed.newest();
        if (mine.image != null && newest == mine.seen) {
            return;
        }
        if (mine.image != null && feed.follows(manifestId, mine.seen, newest)) {
            ManifestImage image = mine.image;
            feed.changes(mine.seen, image::change);
        } else {
            var draft = new Draft();
            feed.members(manifestId, draft::add);
            mine.image = new ManifestImage(draft);
        }
        mine.seen = newest;
    }

    private synchronized Held of(String manifestId) {
        return held.computeIfAbsent(manifestId, _ -> new Held());
    }

    /** From the one asked about longest ago; the newest one stays. */
    private synchronized void forgetOthers() {
        long captures = held.values().stream().mapToLong(Images::captures).sum();
        Iterator<Held> oldest = held.values().iterator();
        while (captures > MOST_CAPTURES && held.size() > 1) {
            captures -= captures(oldest.next());
            oldest.remove();
        }
    }

    private static long captures(Held one) {
        ManifestImage image = one.image;
        return image == null ? 0 : image.size;
    }
}
