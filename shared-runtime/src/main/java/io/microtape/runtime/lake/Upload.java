package io.microtape.runtime.lake;

import io.microtape.runtime.lake.Bucket.Fetched;
import io.microtape.runtime.lake.Content.Part;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Puts files into a bucket, each under a name that is free, and asks afterwards what stands there. The condition "only if
 * there is none" is the store's; where a store does not know it, it is looked at first, which two at the same time can
 * both find free.
 */
final class Upload {
    private static final Logger LOG = LoggerFactory.getLogger(Upload.class);
    private static final String TYPE = "application/vnd.apache.parquet";
    private static final String ANY = "*";
    private static final int TRIES = 5;
    /** After the first try; it doubles. */
    private static final long PAUSE_MILLIS = 100;
    private static final Set<String> UNKNOWN = Set.of("NotImplemented", "InvalidArgument");
    /** Somebody else puts this name at the same moment. Another 409 would be one the next time too. */
    private static final Set<String> BUSY = Set.of("ConditionalRequestConflict", "OperationAborted");

    private final Bucket bucket;
    private final Scratch scratch;
    private final AtomicBoolean conditions = new AtomicBoolean(true);
    private final AtomicBoolean tried = new AtomicBoolean();

    Upload(Bucket bucket, Scratch scratch) {
        this.bucket = bucket;
        this.scratch = scratch;
    }

    /**
     * Puts a file.
     *
     * @return false when other bytes stand there, which were not touched
     * @throws LakeBusyException when somebody else puts and deletes this name for longer than a second
     */
    boolean publish(Content content, String path) throws IOException {
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            Optional<Boolean> published = attempt(content, path);
            if (published.isPresent()) {
                return published.get();
            }
            if (attempt < TRIES) {
                pause(PAUSE_MILLIS << (attempt - 1));
            }
        }
        throw new LakeBusyException("%s is written and deleted by somebody else at the same time".formatted(
                bucket.shown(path)));
    }

    /** The other one needs its time to end. */
    private static void pause(long millis) throws IOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("an upload was not waited for any longer");
        }
    }

    /** Empty when it is worth another attempt. */
    private Optional<Boolean> attempt(Content content, String path) throws IOException {
        boolean conditional = conditions.get();
        try {
            if (!conditional && bucket.head(path).isPresent()) {
                return holds(content, path);
            }
            put(content, path, conditional ? ANY : null);
        } catch (S3Exception e) {
            // After a lost answer the repeated request finds what the first one put, or its upload gone.
            if (e.statusCode() == 412 || BucketErrors.code(e).equals("NoSuchUpload")) {
                return holds(content, path);
            }
            if (conditional && unknown(e)) {
                withoutConditions();
                return Optional.empty();
            }
            if (BUSY.contains(BucketErrors.code(e))) {
                return Optional.empty();
            }
            throw bucket.failure(e, "written", path);
        } catch (SdkException e) {
            throw bucket.failure(e, "written", path);
        }
        if (conditional && content.parts().size() == 1 && tried.compareAndSet(false, true)) {
            tryCondition(content, path);
        }
        return Optional.of(arrived(content, path));
    }

    /** Puts the first file once more: a store that ignores the condition in silence takes the same bytes again. */
    private void tryCondition(Content content, String path) throws IOException {
        try {
            put(content, path, ANY);
            withoutConditions();
        } catch (SdkException e) {
            // 412 is what it should say; after anything else the next file is tried.
            tried.set(e instanceof S3Exception refusal && refusal.statusCode() == 412);
        }
    }

    private void withoutConditions() {
        if (conditions.getAndSet(false)) {
            LOG.warn(
                    "the store of s3://{} does not know conditional writes: each name is looked at before it is put, so let only one fleet write there",
                    bucket.name());
        }
    }

    /** What stands there after a put. With a store that does not know conditions it can be what somebody else put a moment later. */
    private boolean arrived(Content content, String path) throws IOException {
        if (holds(content, path).orElse(false)) {
            return true;
        }
        Optional<String> put = bucket.head(path).flatMap(Stored::sha256);
        if (put.isEmpty() || put.get().equals(content.sha256())) {
            throw new IOException("%s holds other bytes than were sent; see to the store".formatted(
                    bucket.shown(path)));
        }
        return false;
    }

    /** Whether a store refuses a condition because it does not know it. */
    static boolean unknown(S3Exception refusal) {
        return refusal.statusCode() == 501
                || (refusal.statusCode() == 400 && UNKNOWN.contains(BucketErrors.code(refusal)));
    }

    /** Whether exactly these bytes stand there, by the store's own checksum, else by fetching them; empty when there is no such object. */
    private Optional<Boolean> holds(Content content, String path) throws IOException {
        Optional<Stored> stored = bucket.head(path);
        if (stored.isEmpty()) {
            return Optional.empty();
        }
        if (stored.get().bytes() != content.bytes()) {
            return Optional.of(false);
        }
        if (stored.get().checksum().filter(content.checksum()::equals).isPresent()) {
            return Optional.of(true);
        }
        // None, or one of other parts.
        Path copy = scratch.file();
        try {
            Fetched fetched = bucket.fetch(path, copy);
            return Optional.of(fetched.sha256().equals(content.sha256()));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    private void put(Content content, String path, String ifNoneMatch) throws IOException {
        try (FileChannel file = FileChannel.open(content.file())) {
            if (content.parts().size() > 1) {
                putParts(content, path, ifNoneMatch, file);
                return;
            }
            bucket.client().putObject(
                    ask -> ask.bucket(bucket.name()).key(bucket.key(path)).contentType(TYPE)
                            .checksumSHA256(content.checksum()).metadata(Bucket.metadata(content.sha256()))
                            .ifNoneMatch(ifNoneMatch),
                    body(file, content.parts().getFirst()));
        }
    }

    private void putParts(Content content, String path, String ifNoneMatch, FileChannel file) throws IOException {
        S3Client client = bucket.client();
        String key = bucket.key(path);
        String id = client.createMultipartUpload(ask -> ask.bucket(bucket.name()).key(key).contentType(TYPE)
                .checksumAlgorithm(ChecksumAlgorithm.SHA256).metadata(Bucket.metadata(content.sha256()))).uploadId();
        try {
            List<CompletedPart> sent = new ArrayList<>();
            for (Part part : content.parts()) {
                int number = sent.size() + 1;
                String etag = client.uploadPart(
                        ask -> ask.bucket(bucket.name()).key(key).uploadId(id).partNumber(number)
                                .checksumSHA256(part.sha256()),
                        body(file, part)).eTag();
                sent.add(CompletedPart.builder().partNumber(number).eTag(etag).checksumSHA256(part.sha256()).build());
            }
            client.completeMultipartUpload(ask -> ask.bucket(bucket.name()).key(key).uploadId(id)
                    .multipartUpload(all -> all.parts(sent)).ifNoneMatch(ifNoneMatch));
        } catch (RuntimeException e) {
            abort(key, id);
            throw e;
        }
    }

    private static RequestBody body(FileChannel file, Part part) {
        return RequestBody.fromContentProvider(() -> new Section(file, part.from(), part.bytes()), part.bytes(), TYPE);
    }

    private void abort(String key, String id) {
        try {
            bucket.client().abortMultipartUpload(ask -> ask.bucket(bucket.name()).key(key).uploadId(id));
        } catch (SdkException e) {
            LOG.info("the upload of s3://{}/{} stays half-written until it is swept: {}", bucket.name(), key,
                    e.getClass().getSimpleName());
        }
    }
}
