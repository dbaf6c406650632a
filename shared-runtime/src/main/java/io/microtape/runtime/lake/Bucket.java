package io.microtape.runtime.lake;

import io.microtape.model.id.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The calls of a bucket that a lake needs. Paths are those of the lake; the prefix of the settings stands before them. */
final class Bucket implements AutoCloseable {
    private static final String SHA256 = "sha256";
    private static final int TRIES = 5;
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final LakeSettings settings;
    private final BucketErrors errors;
    private S3Client client;
    private volatile boolean there;

    Bucket(LakeSettings settings) {
        this.settings = settings;
        this.errors = new BucketErrors(settings);
    }

    private S3Client connect() {
        var builder = S3Client.builder().region(Region.of(settings.region())).forcePathStyle(settings.pathStyle())
                .httpClientBuilder(UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(SILENCE))
                // Each file goes up with the SHA-256 that its proof has. Trailers, which the SDK adds by itself, are not known everywhere.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(S3Configuration.builder().chunkedEncodingEnabled(false).build())
                .overrideConfiguration(calls -> calls
                        .retryStrategy(StandardRetryStrategy.builder().maxAttempts(TRIES).build()));
        if (!settings.endpoint().isEmpty()) {
            builder.endpointOverride(URI.create(settings.endpoint()));
        }
        return builder.build();
    }

    /** Made when it is first needed: most commands never ask a bucket anything. */
    synchronized S3Client client() {
        if (client == null) {
            client = connect();
        }
        return client;
    }

    String name() {
        return settings.bucket();
    }

    /** The prefix with a slash at its end, or nothing. */
    String prefix() {
        String prefix = settings.prefix();
        return prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/";
    }

    /** @throws IllegalArgumentException when the path leads out of the lake */
    String key(String path) {
        for (String name : path.split("/", -1)) {
            if (name.isEmpty() || name.equals(".") || name.equals("..")) {
                throw new IllegalArgumentException("'%s' leads out of the lake".formatted(path));
            }
        }
        return prefix() + path;
    }

    String shown(String path) {
        return "s3://%s/%s".formatted(settings.bucket(), key(path));
    }

    IOException failure(SdkException failure, String doing, String path) {
        return errors.of(failure, doing, shown(path));
    }

    /** What the store says of an object; empty when there is none. */
    Optional<Stored> head(String path) throws IOException {
        try {
            HeadObjectResponse head = client().headObject(
                    ask -> ask.bucket(name()).key(key(path)).checksumMode(ChecksumMode.ENABLED));
            return Optional.of(new Stored(head.eTag(), head.contentLength(),
                    Optional.ofNullable(head.checksumSHA256()), Optional.ofNullable(head.metadata().get(SHA256))));
        } catch (S3Exception e) {
            if (e.statusCode() == 404) {
                requireBucket(path);
                return Optional.empty();
            }
            throw failure(e, "looked at", path);
        } catch (SdkException e) {
            throw failure(e, "looked at", path);
        }
    }

    /** An object that is missing and a bucket that is missing are answered alike: without this a wrong name would lose every file. */
    private void requireBucket(String path) throws IOException {
        if (there) {
            return;
        }
        try {
            client().headBucket(ask -> ask.bucket(name()));
            there = true;
        } catch (S3Exception e) {
            throw e.statusCode() == 404 ? errors.noBucket(shown(path), e) : failure(e, "looked at", path);
        } catch (SdkException e) {
            throw failure(e, "looked at", path);
        }
    }

    /** An object that was fetched, and the hex SHA-256 of what came. */
    record Fetched(Stored stored, String sha256) {}

    /**
     * Fetches an object into a file, with bounded memory; a cut answer is asked for again.
     *
     * @throws NoSuchFileException when there is none
     */
    Fetched fetch(String path, Path into) throws IOException {
        try {
            return client().getObject(ask -> ask.bucket(name()).key(key(path)),
                    (ResponseTransformer<GetObjectResponse, Fetched>) (answer,
                            in) -> {
                        String sha256 = copy(in, into);
                        return new Fetched(new Stored(answer.eTag(), answer.contentLength(), Optional.empty(),
                                Optional.ofNullable(answer.metadata().get(SHA256))), sha256);
                    });
        } catch (SdkException e) {
            Files.deleteIfExists(into);
            for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
                if (cause instanceof LocalFailure local) {
                    throw new IOException("%s cannot be written: %s".formatted(into, local.getCause().getMessage()),
                            local.getCause());
                }
            }
            throw failure(e, "read", path);
        }
    }

    /** A failure of the disk here, which no further answer mends. */
    private static final class LocalFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LocalFailure(IOException cause) {
            super(cause);
        }
    }

    private static String copy(InputStream in, Path into) {
        MessageDigest digest = Sha256.digest();
        byte[] buffer = new byte[64 * 1024];
        try (OutputStream out = new DigestOutputStream(Files.newOutputStream(into), digest)) {
            while (true) {
                int read = arrived(in, buffer);
                if (read < 0) {
                    break;
                }
                out.write(buffer, 0, read);
            }
        } catch (IOException e) {
            throw new LocalFailure(e);
        }
        return Sha256.hex(digest);
    }

    private static int arrived(InputStream in, byte[] buffer) {
        try {
            return in.read(buffer);
        } catch (IOException e) {
            throw RetryableException.create("the answer was cut", e);
        }
    }

    /** Tells every object whose lake path begins so, a page of the store's at a time. */
    void list(String beginning, Consumer<String> each) throws IOException {
        try {
            client().listObjectsV2Paginator(ask -> ask.bucket(name()).prefix(prefix() + beginning)).contents()
                    .forEach(object -> each.accept(object.key().substring(prefix().length())));
        } catch (SdkException e) {
            throw errors.of(e, "listed", "s3://%s/%s".formatted(name(), prefix() + beginning));
        }
    }

    /** Ends every upload in parts that began before an instant and never ended; says how many. */
    int abortUploadsBefore(Instant instant) throws IOException {
        try {
            var left = client().listMultipartUploadsPaginator(ask -> ask.bucket(name()).prefix(prefix())).uploads()
                    .stream().filter(upload -> upload.initiated().isBefore(instant)).toList();
            left.forEach(upload -> client().abortMultipartUpload(
                    ask -> ask.bucket(name()).key(upload.key()).uploadId(upload.uploadId())));
            return left.size();
        } catch (S3Exception e) {
            if (e.statusCode() == 501) {
                // A store that cannot list them sweeps them by a rule of its own, or has none.
                return 0;
            }
            throw errors.of(e, "swept", "s3://%s/%s".formatted(name(), prefix()));
        } catch (SdkException e) {
            throw errors.of(e, "swept", "s3://%s/%s".formatted(name(), prefix()));
        }
    }

    /** The metadata that says an object's hash. */
    static Map<String, String> metadata(String sha256) {
        return Map.of(SHA256, sha256);
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.close();
        }
    }
}
