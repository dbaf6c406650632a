package io.microtape.standalone.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.microtape.manifest.verify.LakeVerifier;
import io.microtape.model.capture.CaptureState;
import io.microtape.runtime.Home;
import io.microtape.runtime.config.Config;
import io.microtape.runtime.config.MarketCalendars;
import io.microtape.runtime.coverage.CaptureAsk;
import io.microtape.runtime.lake.LakeFile;
import io.microtape.runtime.ledger.CaptureRecords.Attempt;
import io.microtape.runtime.ledger.CaptureRecords.CaptureRecord;
import io.microtape.servers.JavaProcess;
import io.microtape.servers.PostgresServer;
import io.microtape.servers.S3Server;
import io.microtape.simulator.http.Truth;
import io.microtape.simulator.synthetic.SyntheticTapes;
import io.microtape.simulator.universe.SyntheticUniverse;
import io.microtape.simulator.universe.UniverseSettings;
import io.microtape.standalone.TapeRowTexts;
import io.microtape.standalone.Terminal;
import io.microtape.standalone.Workplace;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

/** A whole fleet over real servers, and everything that befalls machines. */
// A process that gets no core for five seconds is taken for gone.
@Isolated
@Tag("long")
class FleetTest {
    private static final int SEED = 7;
    private static final int RATE = 20;
    /** What any second may hold beyond the rate: docs/capture.md, budget. */
    private static final int BURST = 5;
    private static final String SETTINGS = """
            polygon: {base_url: "%%s", requests_per_second: %d, requests_per_second_max: %d, backoff: 20ms, backoff_max: 200ms, read_idle_timeout: 2s, total_timeout: 10s}
            downloader: {workers: 3, idle_poll: 100ms, drain: 10s, breaker_reset: 200ms}
            leases: {duration: 3s, max_attempts: 50, retry_after: 20ms, retry_after_max: 500ms}
            empty: {recheck_after: 0s}
            """
            .formatted(RATE, RATE);

    @TempDir
    private Path folder;

    @Test
    @Timeout(value = 8, unit = TimeUnit.MINUTES)
    void three_hundred_captures_are_proven_whatever_befalls_the_processes() throws Exception {
        assumeTrue(PostgresServer.isInstalled(), PostgresServer.INSTALL);
        assumeTrue(S3Server.shared().isPresent(), S3Server.ABSENT);
        S3Server store = S3Server.shared().orElseThrow();
        bucketOfVersions(store);
        try (var ledger = PostgresServer.start(folder.resolve("postgres"));
                var fleet = new Fleet(folder, ledger, store,
                        List.of("manifest", "second", "status", "one", "two", "three", "four"),
                        List.of("--latency-ms", "100", "--faults", "harmless=0.05,transient=0.05", "--fault-seed",
                                Integer.toString(SEED)),
                        SETTINGS);
                var partition = new Partition()) {
            boolean cutOff = Partition.isPossible();
            JavaProcess manifestService = fleet.manifestService("manifest");
            URI ready = manifestService.url();
            JavaProcess status = fleet.statusService("status", manifestService);
            JavaProcess one = fleet.downloader("one");
            JavaProcess two = fleet.downloader("two");
            if (cutOff) {
                fleet.downloaderApart("three");
            } else {
                fleet.downloader("three");
            }
            String manifest = built(status.url());
            var progress = new Progress(fleet, status.url(), manifest);
            fleet.until("three downloaders are heard", () -> progress.downloaders() == 3);
            started(status.url(), manifest);
            int captures = progress.captures();
            assertThat(captures).isGreaterThanOrEqualTo(300);

            progress.until(captures / 8);
            one.kill();
            fleet.downloader("four");

            progress.until(2 * captures / 8);
            two.freeze();
            fleet.until("what the frozen one held passes on", () -> progress.leasesOf(two) == 0);

            progress.until(3 * captures / 8);
            manifestService.kill();
            JavaProcess successor = fleet.manifestService("manifest", ready);
            successor.url();
            fleet.manifestService("second");

            progress.until(4 * captures / 8);
            two.thaw();

            progress.until(5 * captures / 8);
            if (cutOff) {
                Fleet.Member cut = fleet.member("three");
                partition.begin(List.of(cut.port(), cut.busPort()), fleet.portsOfOthers("three"));
                fleet.until("the one that is cut off is not heard", () -> progress.downloaders() == 2);
                progress.until(6 * captures / 8);
                partition.end();
                fleet.until("all are heard again", () -> progress.downloaders() == 3);
            }

            progress.until(7 * captures / 8);
            assertThat(two.terminate()).as("how a downloader ends that is told to").isEqualTo(143);
            progress.until(captures);

            assertEverythingIsProven(fleet, manifest, store);
            JsonNode requests = fleet.requests();
            assertThat(requests.path("most_in_a_second").asInt()).isLessThanOrEqualTo(RATE + BURST);
            assertThat(requests.path("key_leaks").asInt()).isZero();
            assertThat(fleet.said()).doesNotContain(Fleet.KEY, ledger.password());
            System.out.printf("fleet: %d captures, %d requests, at most %d in a second of %d a second%n", captures,
                    requests.path("total").asInt(), requests.path("most_in_a_second").asInt(), RATE);
            assumeTrue(cutOff, "all but one step: " + Partition.NEEDS);
        }
    }

    private String built(URI server) throws IOException {
        new SyntheticUniverse(SEED, MarketCalendars.usEquities()).write(folder.resolve("universe"),
                UniverseSettings.of(64, LocalDate.of(2024, 1, 8), LocalDate.of(2024, 3, 8)));
        Terminal.Outcome built = Terminal.run("manifest", "build", "--json", "--server", server.toString(),
                "--profile", "demo", "--set", "intraday_manifest.max_events=220", "--set", "checks.events_max=500",
                "--events", folder.resolve("universe/events").toString(), "--daily-bars",
                folder.resolve("universe/daily_bars.parquet").toString());
        assertThat(built.exit()).as(built.err()).isZero();
        return built.json().at("/manifest_id").asText();
    }

    private static void started(URI server, String manifest) {
        for (List<String> command : List.of(
                List.of("manifest", "approve", manifest, "--by", "test", "--reason", "test"),
                List.of("run", "start", "--manifest", manifest))) {
            Terminal.Outcome done = Terminal.run(Stream
                    .concat(command.stream(), Stream.of("--server", server.toString()))
                    .toArray(String[]::new));
            assertThat(done.exit()).as(done.err()).isZero();
        }
    }

    /** From ledger, lake and vendor, and not from what the services say. */
    private void assertEverythingIsProven(Fleet fleet, String manifest, S3Server store) throws IOException {
        Config config = Config.load(Optional.of(fleet.settings()), Optional.empty(), List.of());
        System.setProperty("aws.accessKeyId", "fleet");
        System.setProperty("aws.secretAccessKey", "only for tests");
        try (var workplace = new Workplace(new Home(folder.resolve("judge")), config, fleet.secrets())) {
            LakeVerifier.Verification verification = workplace.verifier().verify();
            assertThat(verification.differences()).isEmpty();
            var truth = new Truth(new SyntheticTapes(SEED, MarketCalendars.usEquities()));
            Map<String, Long> versions = versions(store);
            for (CaptureRecord capture : workplace.coverages()
                    .list(new CaptureAsk(manifest, Map.of(), CaptureAsk.Order.WINDOW, 10_000, 0)).captures()) {
                String id = capture.captureId();
                assertThat(capture.state()).as(id).isIn(CaptureState.COMPLETE, CaptureState.EMPTY_CONFIRMED);
                List<Attempt> attempts = workplace.ledger().captures().attempts(id);
                if (capture.state() == CaptureState.COMPLETE) {
                    assertThat(versions.get(capture.path())).as("times %s was published", id).isEqualTo(1);
                    assertThat(attempts.stream().map(Attempt::outcome)
                            .filter(outcome -> List.of("Published", "Adopted").contains(outcome))).as(id).hasSize(1);
                    try (LakeFile file = workplace.lake().read(capture.path())) {
                        assertThat(TapeRowTexts.stored(file.path())).as(id)
                                .isEqualTo(TapeRowTexts.of(truth.rows(capture.spec().symbol(), capture.spec().tape(),
                                        capture.spec().windowFrom(), capture.spec().windowTo())));
                    }
                }
                assertThat(attempts.stream().map(Attempt::leaseToken)).as(id).doesNotHaveDuplicates();
            }
        }
    }

    private static Map<String, Long> versions(S3Server store) {
        try (S3Client client = client(store)) {
            return client.listObjectVersionsPaginator(request -> request.bucket(Fleet.BUCKET)).versions().stream()
                    .collect(Collectors.groupingBy(ObjectVersion::key,
                            Collectors.counting()));
        }
    }

    private static void bucketOfVersions(S3Server store) {
        try (S3Client client = client(store)) {
            client.createBucket(request -> request.bucket(Fleet.BUCKET));
            client.putBucketVersioning(request -> request.bucket(Fleet.BUCKET)
                    .versioningConfiguration(kept -> kept.status(BucketVersioningStatus.ENABLED)));
        }
    }

    private static S3Client client(S3Server store) {
        return S3Client.builder().endpointOverride(store.url()).region(Region.US_EAST_1).forcePathStyle(true)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("fleet", "only for tests")))
                .build();
    }

    /** How far the fleet is, as the status-service tells it. */
    private record Progress(Fleet fleet, URI status, String manifest) {
        int captures() {
            return coverage().path("captures").asInt();
        }

        void until(int answered) {
            fleet.until("%d captures are answered".formatted(answered), () -> {
                JsonNode states = coverage().path("states");
                return states.path("COMPLETE").asInt() + states.path("EMPTY_CONFIRMED").asInt() >= answered;
            });
        }

        int downloaders() {
            return rate().path("downloaders").size();
        }

        int leasesOf(JavaProcess process) {
            return StreamSupport.stream(rate().path("leases").spliterator(), false)
                    .filter(lease -> lease.path("leased_by").asText().startsWith(process.processName() + "/"))
                    .mapToInt(lease -> lease.path("captures").asInt()).sum();
        }

        private JsonNode coverage() {
            return fleet.get(status.resolve("/api/v1/coverage?manifest=" + manifest));
        }

        private JsonNode rate() {
            return fleet.get(status.resolve("/api/v1/rate"));
        }
    }
}
