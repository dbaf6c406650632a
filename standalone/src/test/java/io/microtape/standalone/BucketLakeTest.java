package io.microtape.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.microtape.model.capture.CaptureState;
import io.microtape.model.run.Run;
import io.microtape.model.run.RunState;
import io.microtape.runtime.json.Json;
import io.microtape.runtime.lake.LakeFile;
import io.microtape.runtime.ledger.CaptureRecords.CaptureRecord;
import io.microtape.servers.S3Server;
import io.microtape.simulator.Simulator;
import io.microtape.simulator.fault.FaultPlan;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole of Microtape with its lake in a bucket. */
class BucketLakeTest {
    private static final int EVENTS = 8;

    @TempDir
    Path folder;
    private S3Server store;
    private String bucket;
    private SmallMarket market;
    private Simulator vendor;
    private Path home;

    @BeforeEach
    void start() throws Exception {
        assumeTrue(S3Server.shared().isPresent(), S3Server.ABSENT);
        store = S3Server.shared().get();
        bucket = store.newBucket();
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
        market = new SmallMarket(folder, EVENTS);
        vendor = market.vendor(FaultPlan.NONE);
        home = market.home("home");
    }

    @AfterEach
    void stop() {
        if (market != null) {
            vendor.close();
            market.close();
        }
    }

    private List<String> inBucket(String name) {
        return List.of("lake.bucket=" + name, "lake.prefix=research", "lake.endpoint=" + store.url(),
                "lake.path_style=true", "lake.part_bytes=5242880");
    }

    private List<String> settings(String name) {
        return Stream.concat(market.settings(vendor).stream(), inBucket(name).stream()).toList();
    }

    @Test
    void a_run_fills_the_bucket_and_its_export_is_that_of_a_folder_byte_for_byte() throws Exception {
        try (Workplace workplace = market.workplace(home, settings(bucket))) {
            assertThat(market.run(workplace, (_, _) -> {}).state()).isEqualTo(RunState.FINISHED);
            assertThat(SmallMarket.captures(workplace)).hasSize(2 * EVENTS).extracting(CaptureRecord::state)
                    .containsOnly(CaptureState.COMPLETE);
            assertThat(market.lies(workplace, vendor)).isEmpty();
            assertThat(workplace.verifier().verify().differences()).isEmpty();
            assertThat(workplace.lake().files()).hasSize(2 * EVENTS);
            fetchAll(workplace);
        }
        assertThat(home.resolve("scratch")).isEmptyDirectory();
        Path fromBucket = exported("from-bucket", inBucket(bucket));
        Path fromFolder = exported("from-folder", List.of());
        assertThat(parquet(fromBucket)).isNotEmpty().isEqualTo(parquet(fromFolder));
        for (String file : parquet(fromBucket)) {
            assertThat(Files.mismatch(fromBucket.resolve(file), fromFolder.resolve(file))).as(file).isEqualTo(-1);
        }
    }

    @Test
    void a_process_without_the_disk_has_the_manifest_from_the_bucket() throws Exception {
        Terminal.Outcome built = microtape("manifest", "build", "--json", "--profile", "demo", "--set",
                "intraday_manifest.max_events=" + EVENTS, "--events", folder.resolve("universe/events").toString(),
                "--daily-bars", folder.resolve("universe/daily_bars.parquet").toString());
        assertThat(built.json().at("/manifest_id").asText()).isEqualTo(market.manifestId());
        Path manifest = home.resolve("manifests").resolve(market.manifestId());
        List<String> files = names(manifest);
        deleteFolder(manifest);
        try (Workplace workplace = market.workplace(home, settings(bucket))) {
            assertThat(market.run(workplace, (_, _) -> {}).state()).isEqualTo(RunState.FINISHED);
            assertThat(names(manifest)).isEqualTo(files);
            assertThat(workplace.verifier().verify().differences()).isEmpty();
        }
        deleteFolder(manifest);
        store.spoil(bucket, "research/manifests/%s/manifest.parquet".formatted(market.manifestId()));
        Terminal.Outcome refused = microtape("export", "--manifest", market.manifestId(), "--to",
                folder.resolve("none").toString());
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).contains("build");
    }

    @Test
    void a_damaged_object_is_found_and_captured_again() throws Exception {
        String damaged;
        try (Workplace workplace = market.workplace(home, settings(bucket))) {
            market.run(workplace, (_, _) -> {});
            damaged = workplace.lake().files().getFirst();
        }
        store.spoil(bucket, "research/" + damaged);
        Terminal.Outcome found = microtape("verify");
        assertThat(found.exit()).isEqualTo(1);
        assertThat(found.out()).contains(damaged);
        Terminal.Outcome refused = microtape("export", "--manifest", market.manifestId(), "--to",
                folder.resolve("none").toString());
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).contains("s3://%s/research/%s".formatted(bucket, damaged), "verify --repair");
        assertThat(microtape("verify", "--repair").out()).contains("set aside as ", ".damaged", "QUEUED again");
        try (Workplace workplace = market.workplace(home, settings(bucket))) {
            assertThat(workplace.lake().has(damaged)).isFalse();
            assertThat(market.run(workplace, (_, _) -> {}).state()).isEqualTo(RunState.FINISHED);
            assertThat(market.lies(workplace, vendor)).isEmpty();
            assertThat(workplace.verifier().verify().differences()).isEmpty();
        }
    }

    @Test
    void a_bucket_that_cannot_be_written_pauses_the_run_with_one_message_and_it_goes_on_when_it_can() throws Exception {
        try (Workplace workplace = market.workplace(home, settings("nobodys-bucket"))) {
            Run run = market.run(workplace, (_, _) -> {});
            assertThat(run.state()).isEqualTo(RunState.PAUSED);
            assertThat(run.reason()).contains("the lake at s3://nobodys-bucket/research", "there is no bucket",
                    "lake.bucket", "then resume").doesNotContain("Exception").doesNotContain("\n");
            assertThat(SmallMarket.captures(workplace)).extracting(CaptureRecord::state)
                    .contains(CaptureState.QUEUED).doesNotContain(CaptureState.FAILED, CaptureState.COMPLETE);
        }
        try (Workplace workplace = market.workplace(home, settings(bucket))) {
            assertThat(market.run(workplace, (_, _) -> {}).state()).isEqualTo(RunState.FINISHED);
            assertThat(market.lies(workplace, vendor)).isEmpty();
        }
    }

    @Test
    void a_store_that_does_not_answer_is_one_clear_message_of_a_command() {
        Terminal.Outcome outcome = Terminal.run("verify", "--home", home.toString(), "--set", "lake.bucket=tapes",
                "--set", "lake.endpoint=http://127.0.0.1:9", "--set", "lake.path_style=true");
        assertThat(outcome.exit()).isEqualTo(2);
        assertThat(outcome.err()).contains("http://127.0.0.1:9 does not answer", "lake.endpoint").doesNotContain(
                "\tat ");
    }

    @Test
    void rest_answers_with_the_rows_of_the_bucket_and_says_where_they_are() throws Exception {
        try (Workplace workplace = market.workplace(home, settings(bucket))) {
            market.run(workplace, (_, _) -> {});
            CaptureRecord capture = SmallMarket.captures(workplace).getFirst();
            try (Services services = Services.start(workplace, Optional.empty())) {
                String window = "/api/v1/windows/" + capture.spec().windowId().value();
                JsonNode told = json(services.url(), window);
                assertThat(told.at("/readers/0/path").asText())
                        .startsWith("s3://%s/research/event_windows/".formatted(bucket));
                assertThat(told.at("/captures/0/file/present").asBoolean()).isTrue();
                JsonNode rows = json(services.url(), window + "/tape?limit=5&tape=" + capture.spec().tape());
                assertThat(rows.at("/total").asLong()).isEqualTo(capture.proof().orElseThrow().rowsKept());
                assertThat(json(services.url(), window + "/tape?points=50&tape=" + capture.spec().tape())
                        .at("/rows").size()).isPositive();
            }
        }
    }

    @Test
    void a_call_for_what_lies_in_a_bucket_that_is_away_is_a_503_and_not_a_missing_file() throws Exception {
        CaptureRecord capture;
        try (Workplace workplace = market.workplace(home, settings(bucket))) {
            market.run(workplace, (_, _) -> {});
            capture = SmallMarket.captures(workplace).getFirst();
        }
        try (Workplace workplace = market.workplace(home, settings("nobodys-bucket"));
                Services services = Services.start(workplace, Optional.empty())) {
            String window = "/api/v1/windows/" + capture.spec().windowId().value();
            for (String call : List.of("/api/v1/captures/" + capture.captureId(), window,
                    window + "/tape?tape=" + capture.spec().tape())) {
                HttpResponse<String> answer = get(services.url(), call);
                assertThat(answer.statusCode()).as(call).isEqualTo(503);
                assertThat(Json.mapper().readTree(answer.body()).at("/detail").asText())
                        .contains("there is no bucket nobodys-bucket");
            }
        }
        assertThat(microtape(inBucket("nobodys-bucket"), "verify", "--repair").exit()).isEqualTo(2);
        assertThat(microtape("verify").exit()).isZero();
    }

    /** Copies every object to where a lake in a folder has it. */
    private void fetchAll(Workplace workplace) throws Exception {
        for (String path : workplace.lake().files()) {
            Path file = home.resolve("lake").resolve(path);
            Files.createDirectories(file.getParent());
            try (LakeFile fetched = workplace.lake().read(path)) {
                Files.copy(fetched.path(), file);
            }
        }
    }

    private static List<String> names(Path folder) throws Exception {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    private static void deleteFolder(Path folder) throws Exception {
        for (String name : names(folder)) {
            Files.delete(folder.resolve(name));
        }
        Files.delete(folder);
    }

    private Path exported(String name, List<String> settings) {
        Path to = folder.resolve(name);
        Terminal.Outcome outcome = microtape(settings, "export", "--manifest", market.manifestId(), "--to",
                to.toString());
        assertThat(outcome.exit()).as(outcome.err()).isZero();
        return to;
    }

    private Terminal.Outcome microtape(String... arguments) {
        return microtape(inBucket(bucket), arguments);
    }

    private Terminal.Outcome microtape(List<String> settings, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--home", home.toString()));
        settings.forEach(setting -> all.addAll(List.of("--set", setting)));
        return Terminal.run(all.toArray(String[]::new));
    }

    private static List<String> parquet(Path dataset) throws Exception {
        try (Stream<Path> tree = Files.walk(dataset)) {
            return tree.filter(file -> file.toString().endsWith(".parquet"))
                    .map(file -> dataset.relativize(file).toString()).sorted().toList();
        }
    }

    private static JsonNode json(URI server, String path) throws Exception {
        HttpResponse<String> answer = get(server, path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Json.mapper().readTree(answer.body());
    }

    private static HttpResponse<String> get(URI server, String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(server.resolve(path)).build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
