package io.microtape.runtime.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.microtape.servers.S3Server;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/** An empty bucket of the server of this JVM, and a client beside the lake that looks at it. */
final class TestBucket {
    static final String SECRET = "a-secret-that-no-message-may-hold";
    static final String KEY_ID = "AKIAMICROTAPETEST";
    /** The least that there is, so that a small file has parts. */
    static final long PART = 5L * 1024 * 1024;

    private final S3Server server;
    private final String name = "tapes-" + UUID.randomUUID();
    private final S3Client client;

    private TestBucket(S3Server server) {
        this.server = server;
        System.setProperty("aws.accessKeyId", KEY_ID);
        System.setProperty("aws.secretAccessKey", SECRET);
        this.client = S3Client.builder().region(Region.US_EAST_1).endpointOverride(server.url()).forcePathStyle(true)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY_ID, SECRET)))
                .build();
        client.createBucket(ask -> ask.bucket(name));
    }

    /** A new bucket; the test is skipped where there is no server. */
    static TestBucket open() {
        assumeTrue(S3Server.shared().isPresent(), S3Server.ABSENT);
        return new TestBucket(S3Server.shared().get());
    }

    String name() {
        return name;
    }

    S3Client client() {
        return client;
    }

    URI url() {
        return server.url();
    }

    LakeSettings settings() {
        return settings(server.url(), name);
    }

    static LakeSettings settings(URI endpoint, String bucket) {
        return new LakeSettings(bucket, "research/tapes", endpoint.toString(), "us-east-1", true, PART);
    }

    List<MultipartUpload> uploads() {
        return client.listMultipartUploads(ask -> ask.bucket(name)).uploads();
    }

    /** Changes a byte of the only object that there is, behind the store's back. */
    void spoil() throws IOException {
        List<Path> found;
        try (Stream<Path> tree = Files.walk(server.folder().resolve(name))) {
            found = tree.filter(file -> file.getFileName().toString().endsWith("binaryData")).toList();
        }
        assertThat(found).hasSize(1);
        byte[] bytes = Files.readAllBytes(found.getFirst());
        bytes[bytes.length / 2] ^= 1;
        Files.write(found.getFirst(), bytes);
    }
}
