package io.microtape.runtime.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** An authority, and a certificate that it signed, as PEM files that the JDK's own tools made. */
final class Certificates {
    private static final String PASSWORD = "only for tests";

    private final Path folder;

    Certificates(Path folder, String name) throws IOException, GeneralSecurityException, InterruptedException {
        this.folder = Files.createDirectories(folder.resolve(name));
        keytool("-genkeypair", "-alias", "authority", "-dname", "CN=" + name, "-keyalg", "EC", "-ext", "bc:c");
        keytool("-genkeypair", "-alias", "member", "-dname", "CN=member", "-keyalg", "EC");
        keytool("-certreq", "-alias", "member", "-file", file("request"));
        keytool("-gencert", "-alias", "authority", "-infile", file("request"), "-outfile", file("certificate.pem"),
                "-rfc", "-ext", "san=ip:127.0.0.1");
        keytool("-exportcert", "-alias", "authority", "-rfc", "-file", file("authority.pem"));
        var store = KeyStore.getInstance(this.folder.resolve("keys").toFile(), PASSWORD.toCharArray());
        byte[] key = store.getKey("member", PASSWORD.toCharArray()).getEncoded();
        Files.writeString(this.folder.resolve("key.pem"), "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
                .formatted(Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(key)));
    }

    String certificate() {
        return file("certificate.pem");
    }

    String key() {
        return file("key.pem");
    }

    String authority() {
        return file("authority.pem");
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = Stream.concat(
                Stream.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()), Stream.concat(
                        Stream.of(arguments), Stream.of("-keystore", file("keys"), "-storepass", PASSWORD)))
                .toList();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
