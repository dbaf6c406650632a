package io.microtape.standalone.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.microtape.runtime.json.Json;
import io.microtape.servers.JavaProcess;
import io.microtape.servers.PostgresServer;
import io.microtape.servers.S3Server;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The programs of a fleet as processes of their own, over a real PostgreSQL and a real S3-compatible store: what a team runs on
 * several machines, on one. Each has a home of its own, so that nothing is shared but what would be.
 */
final class Fleet implements AutoCloseable {
    static final String KEY = "fleet-key-4711";
    static final String BUCKET = "fleet";
    private static final Map<String, String> SECRETS = Map.of("MICROTAPE_VENDOR_API_KEY", KEY, "AWS_ACCESS_KEY_ID",
            "fleet", "AWS_SECRET_ACCESS_KEY", "only for tests");
    private static final int MOST_SECONDS = 120;
    private static final String COMMAND_LINE = "io.microtape.standalone.Main";
    private static final String MANIFEST_SERVICE = "io.microtape.manifest.Main";
    private static final String DOWNLOADER_SERVICE = "io.microtape.downloader.Main";
    private static final String STATUS_SERVICE = "io.microtape.status.Main";

    private final Path folder;
    private final PostgresServer ledger;
    private final URI store;
    private final Map<String, Member> members = new LinkedHashMap<>();
    private final List<JavaProcess> processes = new ArrayList<>();
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final JavaProcess vendor;
    private final Path settings;

    /** The ports of one that joins. */
    record Member(int port, int busPort) {}

    /**
     * Starts the vendor; the others are started one by one.
     *
     * @param names    who will join at some time
     * @param settings YAML beyond that of ledger, lake and cluster
     */
    Fleet(Path folder, PostgresServer ledger, S3Server store, List<String> names, List<String> vendorOptions,
            String settings) throws IOException {
        this.folder = folder;
        this.ledger = ledger;
        this.store = store.url();
        List<Integer> free = freePorts(2 * names.size());
        for (int i = 0; i < names.size(); i++) {
            members.put(names.get(i), new Member(free.get(2 * i), free.get(2 * i + 1)));
        }
        this.vendor = JavaProcess.start("vendor", folder, List.of(), SECRETS, COMMAND_LINE,
                Stream.concat(Stream.of("simulator", "--seed", "7", "--port", "0"), vendorOptions.stream()).toList());
        this.settings = Files.writeString(folder.resolve("microtape.yaml"), """
                ledger: {url: "%s", user: "%s"}
                lake: {bucket: "%s", endpoint: "%s", path_style: true}
                cluster: {members: [%s]}
                server: {port: 0}
                """.formatted(ledger.url(), ledger.user(), BUCKET, this.store,
                members.values().stream().map(member -> "\"127.0.0.1:%d\"".formatted(member.port()))
                        .collect(Collectors.joining(", ")))
                + settings.formatted(vendor.url()));
    }

    JavaProcess manifestService(String name) {
        return start(name, List.of(), MANIFEST_SERVICE);
    }

    /** One that comes after another that is gone, at its address. */
    JavaProcess manifestService(String name, URI address) {
        return start(name, List.of(), MANIFEST_SERVICE, "--port", Integer.toString(address.getPort()));
    }

    JavaProcess downloader(String name) {
        return start(name, List.of(), DOWNLOADER_SERVICE);
    }

    /** One that a {@link Partition} can cut off. */
    JavaProcess downloaderApart(String name) {
        return start(name, Partition.member(), DOWNLOADER_SERVICE);
    }

    JavaProcess statusService(String name, JavaProcess manifestService) {
        return start(name, List.of(), STATUS_SERVICE, "--set",
                "status.manifest_service_url=" + manifestService.url());
    }

    /** The settings file of all. */
    Path settings() {
        return settings;
    }

    /** What the settings file must not hold. */
    Map<String, String> secrets() {
        Map<String, String> all = new HashMap<>(SECRETS);
        all.put("MICROTAPE_LEDGER_PASSWORD", ledger.password());
        return all;
    }

    Member member(String name) {
        return members.get(name);
    }

    List<Integer> portsOfOthers(String name) {
        return members.entrySet().stream().filter(entry -> !entry.getKey().equals(name)).map(Map.Entry::getValue)
                .flatMap(member -> Stream.of(member.port(), member.busPort())).toList();
    }

    /** What the vendor was asked. */
    JsonNode requests() {
        return get(vendor.url().resolve("/simulator/requests"));
    }

    JsonNode get(URI address) {
        try {
            HttpResponse<String> answer = client.send(HttpRequest.newBuilder(address).build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return Json.mapper().readTree(answer.body());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("GET " + address, e);
        }
    }

    /** Waits for a condition; fails when it does not come true, with what everybody said. */
    void until(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("it does not come to this: %s%n%s".formatted(what, said()));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    /** All that everybody printed. */
    String said() {
        return processes.stream().map(process -> "== %s%n%s".formatted(process.name(), process.said()))
                .collect(Collectors.joining("\n"));
    }

    /** All were free together, so none is given twice. */
    private static List<Integer> freePorts(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        }
        List<Integer> ports = sockets.stream().map(ServerSocket::getLocalPort).toList();
        for (ServerSocket socket : sockets) {
            socket.close();
        }
        return ports;
    }

    private JavaProcess start(String name, List<String> before, String main, String... more) {
        Member member = members.get(name);
        List<String> arguments = new ArrayList<>(List.of("--cluster", "--config", settings.toString(), "--home",
                folder.resolve(name).toString(), "--set", "cluster.port=" + member.port(), "--set",
                "cluster.bus_port=" + member.busPort()));
        arguments.addAll(List.of(more));
        JavaProcess process = JavaProcess.start(name, folder, before, secrets(), main, arguments);
        processes.add(process);
        return process;
    }

    @Override
    public void close() {
        processes.forEach(JavaProcess::close);
        vendor.close();
    }
}
