package io.microtape.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real PostgreSQL server on loopback, as Debian's package {@code postgresql} installs it, with one superuser and nobody let
 * in without the password. It ends with the process that started it, however that one ends.
 * <p>
 * It does not wait for the disk: what it committed survives the sudden death of its processes, but not that of the machine.
 */
public final class PostgresServer implements AutoCloseable {
    /** What to do where {@link #isInstalled()} is false. */
    public static final String INSTALL = "PostgreSQL is not installed; on Debian: apt-get install postgresql";
    private static final String USER = "microtape";
    private static final String PASSWORD = "only for tests";
    private static final List<String> FOR_TESTS = List.of("listen_addresses=127.0.0.1", "unix_socket_directories=",
            "fsync=off", "full_page_writes=off", "max_connections=200");
    private static final long PATIENCE_MILLIS = 30_000;
    /** Its standard input ends with whoever started it, which ends the server. */
    private static final String LEASH = "\"$@\" & server=$!; read -r _; kill -INT $server; wait $server";

    private final PostgresInstallation installation;
    private final Path data;
    private final int port;
    private final List<String> settings;
    private Process process;

    private PostgresServer(PostgresInstallation installation, Path data, int port, List<String> settings) {
        this.installation = installation;
        this.data = data;
        this.port = port;
        this.settings = settings;
    }

    /** Whether it is there to be started. */
    public static boolean isInstalled() {
        return PostgresInstallation.find().isPresent();
    }

    /**
     * Makes a new server with its data in a folder, which is created if needed, and starts it.
     *
     * @param settings of the server, as {@code fsync=on}; they go before those for tests
     * @throws IllegalStateException where PostgreSQL is not installed, or when the server does not start, with what it said
     */
    public static PostgresServer start(Path folder, String... settings) {
        var installation = PostgresInstallation.find().orElseThrow(() -> new IllegalStateException(INSTALL));
        try {
            installation.give(Files.createDirectories(folder));
            Path data = folder.resolve("data");
            Path password = Files.writeString(folder.resolve("password"), PASSWORD);
            installation.give(password);
            installation.run("initdb", "--no-sync", "--no-instructions", "--encoding=UTF8", "--locale=C",
                    "--username=" + USER, "--pwfile=" + password, "--auth=scram-sha-256", "--pgdata=" + data);
            var server = new PostgresServer(installation, data, freePort(), List.of(settings));
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("the folder %s of a PostgreSQL server".formatted(folder), e);
        }
    }

    /** For JDBC; of its database {@code postgres}. */
    public String url() {
        return url("postgres");
    }

    /** For JDBC. */
    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
    }

    public String user() {
        return USER;
    }

    public String password() {
        return PASSWORD;
    }

    /** Ends all of its processes at once, as if they had crashed. */
    public void kill() {
        // The server is the child of the shell that holds the leash.
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(one -> one.onExit().join());
    }

    /** Ends it if it still runs, and starts it over the same data on the same port. */
    public void restart() {
        close();
        start();
    }

    /** Ends it; whoever is connected is cut off. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                kill();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            kill();
        }
    }

    private void start() {
        Path log = data.resolveSibling("log");
        try {
            List<String> command = new ArrayList<>(List.of("sh", "-c", LEASH, "sh", installation.program("postgres"),
                    "-D", data.toString(), "-p", Integer.toString(port)));
            Stream.concat(FOR_TESTS.stream(), settings.stream())
                    .forEach(setting -> command.addAll(List.of("-c", setting)));
            process = installation.process(command.toArray(String[]::new)).redirectErrorStream(true)
                    .redirectOutput(log.toFile()).start();
            awaitAnswer(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitAnswer(Path log) throws IOException {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        while (true) {
            try (var _ = DriverManager.getConnection(url(), USER, PASSWORD)) {
                return;
            } catch (SQLException e) {
                if (!process.isAlive() || System.nanoTime() > until) {
                    throw new IllegalStateException("PostgreSQL does not start (%s): %s".formatted(e.getMessage(),
                            Files.readString(log)), e);
                }
                Thread.onSpinWait();
            }
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
