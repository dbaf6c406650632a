package io.microtape.runtime.lake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Gives an object another name: a copy that is compared, then the end of exactly the one that was copied. */
final class Removal {
    private final Bucket bucket;
    private final Scratch scratch;

    Removal(Bucket bucket, Scratch scratch) {
        this.bucket = bucket;
        this.scratch = scratch;
    }

    /** @return the new name */
    String setAside(String path, String aside) throws IOException {
        Stored stored = bucket.head(path).orElseThrow(() -> new NoSuchFileException(bucket.shown(path)));
        try {
            bucket.client().copyObject(ask -> ask.sourceBucket(bucket.name()).sourceKey(bucket.key(path))
                    .copySourceIfMatch(stored.etag()).destinationBucket(bucket.name())
                    .destinationKey(bucket.key(aside)));
        } catch (SdkException e) {
            throw bucket.failure(e, "copied to " + aside, path);
        }
        if (!same(path, stored, aside)) {
            throw new IOException("the copy of %s at %s is not the same; both are left".formatted(
                    bucket.shown(path), bucket.shown(aside)));
        }
        delete(path, stored);
        return aside;
    }

    /** By the store's word where its words can be compared, else by fetching both. */
    private boolean same(String path, Stored stored, String aside) throws IOException {
        Optional<Stored> copy = bucket.head(aside);
        if (copy.isEmpty() || copy.get().bytes() != stored.bytes()) {
            return false;
        }
        boolean said = copy.get().etag().equals(stored.etag())
                || (stored.checksum().isPresent() && copy.get().checksum().equals(stored.checksum()));
        return said || hash(path).equals(hash(aside));
    }

    private String hash(String path) throws IOException {
        Path file = scratch.file();
        try {
            return bucket.fetch(path, file).sha256();
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private void delete(String path, Stored stored) throws IOException {
        try {
            bucket.client().deleteObject(
                    ask -> ask.bucket(bucket.name()).key(bucket.key(path)).ifMatch(stored.etag()));
        } catch (S3Exception e) {
            Optional<Stored> left = bucket.head(path);
            if (left.isEmpty()) {
                // The answer to an earlier request was lost.
                return;
            }
            if (!Upload.unknown(e) || !left.get().etag().equals(stored.etag())) {
                throw bucket.failure(e, "deleted", path);
            }
            deleteAsSeen(path);
        } catch (SdkException e) {
            throw bucket.failure(e, "deleted", path);
        }
    }

    /** For a store that knows no condition: it was looked at just before. */
    private void deleteAsSeen(String path) throws IOException {
        try {
            bucket.client().deleteObject(ask -> ask.bucket(bucket.name()).key(bucket.key(path)));
        } catch (SdkException e) {
            throw bucket.failure(e, "deleted", path);
        }
    }
}
