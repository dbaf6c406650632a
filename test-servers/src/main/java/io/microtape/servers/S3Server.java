package io.microtape.servers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * S3-compatible storage: S3Mock in a process of its own, on a loopback port that the system chose. It takes every credential. A
 * test JVM has one, which ends with it; each test makes buckets of its own.
 */
public final class S3Server implements AutoCloseable {
    /** What to do when there is none. */
    public static final String ABSENT = "S3Mock is not there; the build puts it into test-servers/target/servers: ./mvnw package -pl test-servers";
    private static final Pattern STARTED = Pattern.compile("Tomcat started on ports .*?(\\d+) \\(http\\)");

    private final Process process;
    private final URI url;
    private final Path folder;
    private final Thread ending;

    private S3Server(Process process, URI url, Path folder) {
        this.process = process;
        this.url = url;
        this.folder = folder;
        this.ending = new Thread(() -> end(process, folder));
        Runtime.getRuntime().addShutdownHook(ending);
    }

    private static final class Shared {
        private static final Optional<S3Server> SERVER = jar().map(jar -> start(jar, temporaryFolder()));

        private Shared() {}
    }

    /** The server of this JVM, started when it is first asked for; empty where its jar is not, see {@link #ABSENT}. */
    public static Optional<S3Server> shared() {
        return Shared.SERVER;
    }

    /** One more, with its data in a folder; empty where its jar is not. */
    public static Optional<S3Server> start(Path folder) {
        return jar().map(jar -> start(jar, folder));
    }

    /** Where it answers. Buckets are in the path. */
    public URI url() {
        return url;
    }

    /** Makes a bucket of a new name; says which. */
    public String newBucket() throws IOException {
        String name = "tapes-" + UUID.randomUUID();
        try (HttpClient client = HttpClient.newHttpClient()) {
            int status = client.send(
                    HttpRequest.newBuilder(url.resolve("/" + name)).PUT(HttpRequest.BodyPublishers.noBody()).build(),
                    HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status != 200) {
                throw new IOException("S3Mock made no bucket: HTTP " + status);
            }
            return name;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** Changes a bit of an object behind the store's back, as a bad disk does. */
    public void spoil(String bucket, String key) throws IOException {
        try (Stream<Path> objects = Files.list(folder.resolve(bucket))) {
            for (Path object : objects.filter(Files::isDirectory).toList()) {
                if (Files.readString(object.resolve("objectMetadata.json")).contains("\"key\":\"" + key + "\"")) {
                    Path content = object.resolve("binaryData");
                    byte[] bytes = Files.readAllBytes(content);
                    bytes[bytes.length / 2] ^= 1;
                    Files.write(content, bytes);
                    return;
                }
            }
        }
        throw new NoSuchFileException(key);
    }

    /** Where it keeps what it was given: a folder for each bucket, in it one for each object, with its bytes in {@code binaryData}. */
    public Path folder() {
        return folder;
    }

    /** Ends it at once, and with it what it was in the middle of and what it was given. */
    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(ending);
        end(process, folder);
    }

    /** The data goes in a process of its own: thousands of small files may take longer than a JVM that ends is given. */
    private static void end(Process process, Path folder) {
        try {
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            new ProcessBuilder("rm", "-rf", folder.toString()).start();
        } catch (IOException _) {
            // What stays lies in a folder for temporary files.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static S3Server start(Path jar, Path folder) {
        try {
            Files.createDirectories(folder);
            Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx384m", "-Djava.io.tmpdir=" + folder, "-jar",
                    jar.toString(), "--http.port=0", "--server.port=0",
                    "--com.adobe.testing.s3mock.max-payload-size=2GB",
                    "--com.adobe.testing.s3mock.store.root=" + folder,
                    "--com.adobe.testing.s3mock.store.retain-files-on-exit=true").redirectErrorStream(true).start();
            return new S3Server(process, URI.create("http://127.0.0.1:" + port(process)), folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String port(Process process) throws IOException {
        List<String> said = new ArrayList<>();
        BufferedReader out = process.inputReader();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            said.add(line);
            Matcher started = STARTED.matcher(line);
            if (started.find()) {
                // What it says is read on, or it would wait for somebody who does.
                Thread.ofVirtual().name("s3-server").start(() -> out.lines().forEach(_ -> {}));
                return started.group(1);
            }
        }
        throw new IOException("S3Mock did not start: " + String.join("\n", said));
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("s3-server");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The jar lies in the module's target folder, which is beside or above wherever tests run. */
    private static Optional<Path> jar() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path jar = at.resolve("test-servers/target/servers/s3mock.jar");
            if (Files.exists(jar)) {
                return Optional.of(jar);
            }
        }
        return Optional.empty();
    }
}
