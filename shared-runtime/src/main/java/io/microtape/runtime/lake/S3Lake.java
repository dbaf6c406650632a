package io.microtape.runtime.lake;

import io.microtape.runtime.lake.Bucket.Fetched;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A lake in a bucket of S3-compatible storage. A file is written and proven on this machine's disk, then put on the condition
 * that its name is free; what stands there afterwards is asked for and compared. A file is read from a copy that was fetched and
 * whose SHA-256 is the one that it was put with.
 */
public final class S3Lake implements Lake {
    /** What this machine keeps of files that are looked at. */
    private static final long KEPT_BYTES = 1024L * 1024 * 1024;
    /** A younger upload may be one that another process is in the middle of. */
    private static final Duration ABANDONED = Duration.ofDays(1);
    private static final int LOCKS = 64;
    private static final String MANIFESTS = "manifests";

    private final LakeSettings settings;
    private final Bucket bucket;
    private final Scratch scratch;
    private final Upload upload;
    private final Clock clock;
    private final Copies copies;
    private final Object[] fetching = new Object[LOCKS];

    /**
     * Nothing is asked of the bucket yet.
     *
     * @param scratch folder for what is on its way; other processes may have theirs in it
     * @param clock   says how old an upload is
     */
    public S3Lake(LakeSettings settings, Path scratch, Clock clock) {
        this(settings, scratch, clock, KEPT_BYTES);
    }

    S3Lake(LakeSettings settings, Path scratch, Clock clock, long keptBytes) {
        this.settings = settings;
        this.bucket = new Bucket(settings);
        this.scratch = new Scratch(scratch);
        this.upload = new Upload(bucket, this.scratch);
        this.clock = clock;
        this.copies = new Copies(keptBytes);
        for (int i = 0; i < LOCKS; i++) {
            fetching[i] = new Object();
        }
    }

    @Override
    public String name() {
        String prefix = bucket.prefix();
        return "s3://" + settings.bucket()
                + (prefix.isEmpty() ? "" : "/" + prefix.substring(0, prefix.length() - 1));
    }

    @Override
    public String shown(String path) {
        return bucket.shown(path);
    }

    @Override
    public LakeReaders readers(String path) {
        List<String> options = new ArrayList<>(List.of("'aws_region': '%s'".formatted(settings.region())));
        if (!settings.endpoint().isEmpty()) {
            options.add("'aws_endpoint_url': '%s'".formatted(settings.endpoint()));
            options.add("'aws_virtual_hosted_style_request': '%s'".formatted(!settings.pathStyle()));
        }
        if (settings.endpoint().startsWith("http:")) {
            options.add("'aws_allow_http': 'true'");
        }
        return LakeReaders.of(shown(path), ", storage_options={%s}".formatted(String.join(", ", options)));
    }

    @Override
    public Optional<Path> folder() {
        return Optional.empty();
    }

    @Override
    public Path temporary(String path) throws IOException {
        bucket.key(path);
        return scratch.file();
    }

    @Override
    public boolean publish(Path temporary, String path) throws IOException {
        boolean published = upload.publish(Content.of(temporary, settings.partBytes()), path);
        if (published) {
            Files.deleteIfExists(temporary);
        }
        return published;
    }

    @Override
    public boolean has(String path) throws IOException {
        return bucket.head(path).isPresent();
    }

    @Override
    public LakeFile read(String path) throws IOException {
        Path copy = scratch.file();
        Stored stored = fetch(path, copy);
        return new LakeFile(copy, shown(path), stored.stamp(), () -> Files.deleteIfExists(copy));
    }

    @Override
    public LakeFile look(String path) throws IOException {
        Stored now = bucket.head(path).orElseThrow(() -> new NoSuchFileException(shown(path)));
        // Who asks for a file that is being fetched waits for it, and does not fetch it too.
        synchronized (fetching[Math.floorMod(path.hashCode(), LOCKS)]) {
            LakeFile kept = copies.find(path, shown(path), now.stamp());
            if (kept != null) {
                return kept;
            }
            Path copy = scratch.file();
            return copies.keep(path, shown(path), copy, fetch(path, copy));
        }
    }

    /**
     * Fetches until what came is what was put. What comes otherwise twice in the same way is what is stored: whoever proves it
     * finds the damage.
     */
    private Stored fetch(String path, Path into) throws IOException {
        Fetched first = bucket.fetch(path, into);
        if (first.stored().sha256().filter(put -> !put.equals(first.sha256())).isEmpty()) {
            return first.stored();
        }
        Fetched second = bucket.fetch(path, into);
        if (second.stored().sha256().equals(Optional.of(second.sha256())) || second.sha256().equals(first.sha256())) {
            return second.stored();
        }
        Files.deleteIfExists(into);
        throw new IOException("%s comes in other bytes each time; see to the network".formatted(shown(path)));
    }

    @Override
    public String setAside(String path) throws IOException {
        return shown(new Removal(bucket, scratch).setAside(path, "%s.%s.damaged".formatted(path, UUID.randomUUID())));
    }

    @Override
    public List<String> files() throws IOException {
        List<String> files = new ArrayList<>();
        bucket.list("", path -> {
            if (path.endsWith(".parquet") && !path.startsWith(MANIFESTS + "/")) {
                files.add(path);
            }
        });
        files.sort(null);
        return files;
    }

    @Override
    public Optional<SharedFolders> manifests() {
        return Optional.of(new SharedFolders(bucket, upload, settings.partBytes(), MANIFESTS));
    }

    @Override
    public int sweepTemporaries() throws IOException {
        return bucket.abortUploadsBefore(clock.instant().minus(ABANDONED));
    }

    @Override
    public void close() {
        bucket.close();
        scratch.close();
    }
}
