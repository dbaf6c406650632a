package io.microtape.runtime.lake;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.microtape.servers.S3Server;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
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
    private final String name;
    private final S3Client client;

    private TestBucket(S3Server server) throws IOException {
        this.server = server;
        this.name = server.newBucket();
        System.setProperty("aws.accessKeyId", KEY_ID);
        System.setProperty("aws.secretAccessKey", SECRET);
        this.client = S3Client.builder().region(Region.US_EAST_1).endpointOverride(server.url()).forcePathStyle(true)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY_ID, SECRET)))
                .build();
    }

    /** A new bucket; the test is skipped where there is no server. */
    static TestBucket open() throws IOException {
        assumeTrue(S3Server.shared().isPresent(), S3Server.ABSENT);
        return new TestBucket(S3Server.shared().get());
    }

    String name() {
        return name;
    }

    S3Client client() {
        return client;
    }

    S3Server server() {
        return server;
    }

    URI url() {
        return server.url();
    }

    static LakeSettings settings(URI endpoint, String bucket) {
        return new LakeSettings(bucket, "research/tapes", endpoint.toString(), "us-east-1", true, PART);
    }

    List<MultipartUpload> uploads() {
        return client.listMultipartUploads(ask -> ask.bucket(name)).uploads();
    }

    /**
     * Puts the only object that there is under other keys too, behind the store's back: S3Mock writes a list of all keys again
     * with every put, so that thousands take minutes.
     */
    void multiply(String key, List<String> others) throws IOException {
        Path folder = server.folder().resolve(name);
        Path all = folder.resolve("bucketMetadata.json");
        String text = Files.readString(all);
        String id = text.replaceAll("(?s).*\"%s\":\"([^\"]+)\".*".formatted(key), "$1");
        String one = Files.readString(folder.resolve(id).resolve("objectMetadata.json"));
        var keys = new StringBuilder();
        for (String other : others) {
            String copy = UUID.randomUUID().toString();
            Path place = Files.createDirectory(folder.resolve(copy));
            Files.copy(folder.resolve(id).resolve("binaryData"), place.resolve("binaryData"));
            Files.writeString(place.resolve("objectMetadata.json"), one.replace(id, copy).replace(key, other));
            keys.append("\"%s\":\"%s\",".formatted(other, copy));
        }
        Files.writeString(all, text.replace("\"objects\":{", "\"objects\":{" + keys));
    }
}
