package io.microtape.servers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where PostgreSQL is installed and as whom it runs. It refuses to run as root; there it is the user {@code postgres} that
 * the package brings.
 */
record PostgresInstallation(Path programs, boolean root) {
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
    private static final String UNPRIVILEGED = "postgres";

    /** The newest of Debian's, or else that on the path. */
    static Optional<PostgresInstallation> find() {
        return Stream.concat(debian(), path()).filter(folder -> Files.isExecutable(folder.resolve("initdb")))
                .findFirst()
                .map(folder -> new PostgresInstallation(folder, "root".equals(System.getProperty("user.name"))));
    }

    private static Stream<Path> debian() {
        if (!Files.isDirectory(DEBIAN)) {
            return Stream.empty();
        }
        try (Stream<Path> versions = Files.list(DEBIAN)) {
            return versions.sorted(Comparator.comparingInt(PostgresInstallation::version).reversed())
                    .map(folder -> folder.resolve("bin")).toList().stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    private static int version(Path folder) {
        String name = folder.getFileName().toString();
        return name.chars().allMatch(Character::isDigit) ? Integer.parseInt(name) : 0;
    }

    private static Stream<Path> path() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":")).filter(entry -> !entry.isEmpty())
                .map(Path::of);
    }

    String program(String name) {
        return programs.resolve(name).toString();
    }

    /** A command as the user whom the server belongs to. */
    ProcessBuilder process(String... command) {
        List<String> words = new ArrayList<>();
        if (root) {
            words.addAll(List.of("setpriv", "--reuid=" + UNPRIVILEGED, "--regid=" + UNPRIVILEGED, "--clear-groups"));
        }
        words.addAll(List.of(command));
        var process = new ProcessBuilder(words).directory(Path.of("/").toFile());
        process.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
        return process;
    }

    /** Runs a program of PostgreSQL to its end. */
    void run(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(program(program)));
        command.addAll(List.of(arguments));
        Process process = process(command.toArray(String[]::new)).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IllegalStateException("%s failed: %s".formatted(program, said));
        }
    }

    /** Gives a file or folder to that user, and lets the user through a folder above it that is private. */
    void give(Path path) throws IOException {
        if (root) {
            Files.setOwner(path, path.getFileSystem().getUserPrincipalLookupService()
                    .lookupPrincipalByName(UNPRIVILEGED));
            Path above = path.toAbsolutePath().getParent();
            var permissions = Files.getPosixFilePermissions(above);
            if (permissions.add(PosixFilePermission.OTHERS_EXECUTE)) {
                Files.setPosixFilePermissions(above, permissions);
            }
        }
    }
}
