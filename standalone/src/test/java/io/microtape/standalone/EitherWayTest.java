package io.microtape.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.model.capture.CaptureState;
import io.microtape.runtime.http.AccessTokens;
import io.microtape.simulator.Simulator;
import io.microtape.simulator.fault.FaultPlan;
import io.microtape.downloader.vendor.VendorKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command that takes a server leaves the same behind as over a home here: output, messages, exit code. */
class EitherWayTest {
    private static final String TOKEN = "operator-".repeat(6);
    private static final Map<String, String> ASKING = Map.of("MICROTAPE_TOKEN", TOKEN);

    @TempDir
    Path folder;
    private SmallMarket market;
    private Simulator vendor;
    private Path here;
    private Path there;
    private Workplace workplace;
    private Services services;
    private String manifest;

    @BeforeEach
    void two_homes_that_are_alike() throws Exception {
        market = new SmallMarket(folder, 6);
        vendor = market.vendor(FaultPlan.NONE);
        here = market.home("here");
        there = market.home("there");
        manifest = market.manifestId();
        workplace = market.workplace(there, market.settings(vendor));
        services = serving();
    }

    @AfterEach
    void stop() {
        stopServing();
        vendor.close();
        market.close();
    }

    @Test
    void reading_one_home_gives_the_same() {
        services.close();
        Terminal.Outcome done = Terminal.run(Map.of("MICROTAPE_VENDOR_API_KEY", SmallMarket.KEY), "run", "start",
                "--manifest", manifest, "--home", there.toString(), "--wait", "--vendor-url",
                vendor.baseUrl().toString());
        assertThat(done.exit()).as(done.err()).isZero();
        services = Services.start(workplace, Optional.empty());
        String run = manifest + "-run1";
        List<List<String>> commands = new ArrayList<>();
        for (String command : List.of("manifest list", "manifest list --verdict go --approved=false",
                "manifest list --limit 1 --sort manifest_id", "manifest list --sort colour", "manifest list --limit 0",
                "manifest show " + manifest, "manifest show none", "manifest check " + manifest,
                "manifest check none", "manifest estimate " + manifest, "manifest estimate none", "run status",
                "run status " + run, "run status none", "run status --state paused", "run status --manifest none",
                "run status --sort colour", "run retry " + run + " --preview", "run retry none --preview",
                "run retry " + run + " --preview --states EMPTY", "coverage --manifest " + manifest,
                "coverage --manifest " + manifest + " --by session", "coverage --manifest none",
                "coverage --manifest " + manifest + " --by session,tape --where tape=quotes --sort -rows --limit 1",
                "coverage --manifest " + manifest + " --run " + run + " --by symbol --where state=complete,failed",
                "coverage --manifest " + manifest + " --by colour",
                "coverage --manifest " + manifest + " --by tape,tape",
                "coverage --manifest " + manifest + " --where tape=x",
                "coverage --manifest " + manifest + " --where tape",
                "coverage --manifest " + manifest + " --run none", "captures --manifest " + manifest,
                "captures --manifest " + manifest + " --where tape=trades --limit 2 --offset 1 --sort -settled_at",
                "captures --manifest " + manifest + " --where state=failed", "captures --manifest none",
                "captures --manifest " + manifest + " --sort colour", "captures", "captures none",
                "captures " + capture())) {
            commands.add(List.of(command.split(" ")));
        }
        for (List<String> command : commands) {
            for (String form : List.of("", "--json")) {
                Terminal.Outcome embedded = run(command, form, "--home", there.toString());
                Terminal.Outcome served = run(command, form, "--server", services.url().toString());
                assertThat(said(served)).as("%s %s", command, form).isEqualTo(said(embedded));
                assertThat(embedded.out() + embedded.err()).as("%s %s", command, form).isNotBlank();
            }
        }
    }

    @Test
    void changing_two_homes_that_are_alike_gives_the_same() throws Exception {
        Path events = folder.resolve("universe/events");
        String bars = folder.resolve("universe/daily_bars.parquet").toString();
        String run = manifest + "-run1";
        for (List<String> command : List.of(
                List.of("manifest", "build", "--events", events.toString(), "--daily-bars", bars, "--profile", "demo",
                        "--set", "intraday_manifest.max_events=3"),
                List.of("manifest", "build", "--events", events.toString(), "--daily-bars", bars, "--profile", "demo",
                        "--dry-run", "--compare", manifest, "--set", "intraday_manifest.max_events=4"),
                List.of("manifest", "build", "--events", events + "/none-*.parquet"),
                List.of("manifest", "build", "--events", events.toString(), "--profile", "none"),
                List.of("manifest", "build", "--events", events.toString(), "--set", "intraday_manifest.colour=1"),
                List.of("manifest", "build", "--events", events.toString(), "--compare", manifest),
                List.of("manifest", "approve", manifest, "--by", "ann", "--reason", "again"),
                List.of("manifest", "approve", manifest, "--by", "-"),
                List.of("manifest", "approve", "none", "--by", "ann"),
                List.of("run", "start", "--manifest", "none"),
                List.of("run", "start", "--manifest", manifest, "--waves", "noon"),
                List.of("run", "start", "--manifest", manifest, "--limit", "2", "--pilot"),
                List.of("run", "start", "--manifest", manifest, "--max-gb", "-1"),
                List.of("run", "pause", run), List.of("run", "retry", run), List.of("run", "cancel", "none"))) {
            for (String form : List.of("", "--json")) {
                assertThat(said(run(command, form, "--server", services.url().toString()))).as("%s %s", command, form)
                        .isEqualTo(said(run(command, form, "--home", here.toString())));
            }
        }
        services.close();
        services = Services.start(workplace, Optional.empty());
        for (List<String> command : List.of(
                List.of("run", "start", "--manifest", manifest, "--tapes", "trades", "--waves", "PM,RTH", "--order",
                        "rank", "--max-requests", "9", "--max-hours", "0.5"),
                List.of("run", "pause", run), List.of("run", "pause", run),
                List.of("run", "resume", run, "--max-requests", "12"), List.of("run", "retry", run),
                List.of("run", "cancel", run), List.of("run", "resume", run))) {
            assertThat(said(run(command, "--json", "--server", services.url().toString()))).as("%s", command)
                    .isEqualTo(said(run(command, "--json", "--home", here.toString())));
        }
    }

    @Test
    void waiting_for_a_server_watches_what_the_server_downloads() {
        Terminal.Outcome served = run(List.of("run", "start", "--manifest", manifest, "--wait"), "", "--server",
                services.url().toString());
        Terminal.Outcome embedded = Terminal.run(Map.of("MICROTAPE_VENDOR_API_KEY", SmallMarket.KEY), "run", "start",
                "--manifest", manifest, "--wait", "--home", here.toString(), "--vendor-url",
                vendor.baseUrl().toString());
        assertThat(served.exit()).as(served.err()).isZero();
        assertThat(served.out().replaceAll("(?m)^score .*\n", "")).contains("FINISHED", "COMPLETE")
                .isEqualTo(embedded.out().replaceAll("(?m)^score .*\n", ""));
        assertThat(Terminal.run("verify", "--home", there.toString()).exit()).isZero();
    }

    @Test
    void what_the_environment_names_is_asked_unless_the_command_line_says_otherwise() {
        Map<String, String> environment = Map.of("MICROTAPE_SERVER", services.url().toString(), "MICROTAPE_TOKEN",
                TOKEN);
        Terminal.Outcome served = Terminal.run(environment, "manifest", "list");
        assertThat(served.exit()).as(served.err()).isZero();
        assertThat(served.out()).contains(manifest);
        Terminal.Outcome home = Terminal.run(environment, "manifest", "list", "--home",
                folder.resolve("none").toString());
        assertThat(home.err()).contains("there is no microtape home");
        Terminal.Outcome both = Terminal.run(ASKING, "manifest", "list", "--home", here.toString(), "--server",
                services.url().toString());
        assertThat(both.exit()).isEqualTo(2);
        assertThat(both.err()).contains("--home is about a home here, and --server is asked; leave one of them out");
    }

    @Test
    void a_server_that_cannot_be_asked_is_said_in_words_without_the_token() throws Exception {
        String url = services.url().toString();
        Terminal.Outcome without = Terminal.run("run", "status", "--server", url);
        assertThat(without.exit()).isEqualTo(2);
        assertThat(without.err()).contains("this call needs an access token", "MICROTAPE_TOKEN");
        String wrong = "wrong-".repeat(8);
        Terminal.Outcome unknown = Terminal.run(Map.of("MICROTAPE_TOKEN", wrong), "run", "status", "--server", url);
        assertThat(unknown.err()).contains("the access token is none of this server's").doesNotContain(wrong);
        Terminal.Outcome unfit = Terminal.run(Map.of("MICROTAPE_TOKEN", wrong + "\n" + wrong), "run", "status",
                "--server", url);
        assertThat(unfit.err()).contains("MICROTAPE_TOKEN has a character").doesNotContain(wrong);
        assertThat(Terminal.run("run", "status", "--server", "ftp://x").err())
                .contains("--server is 'ftp://x'; give an address such as http://127.0.0.1:8080");
        services.close();
        Terminal.Outcome gone = Terminal.run(ASKING, "run", "status", "--server", url);
        assertThat(gone.exit()).isEqualTo(2);
        assertThat(gone.err()).contains("the server " + url + " cannot be reached", "microtape serve");
        assertThat(Terminal.run(ASKING, "run", "status", "--server", vendor.baseUrl().toString()).err())
                .contains("is it a Microtape server");
    }

    @Test
    void an_empty_value_is_refused_and_never_means_everything() {
        for (List<String> command : List.of(List.of("coverage", "--manifest", manifest, "--where", "symbol="),
                List.of("coverage", "--manifest", manifest, "--where", "symbol=AWFS,"),
                List.of("coverage", "--manifest", manifest, "--run", ""), List.of("captures", ""),
                List.of("captures", "--manifest", ""), List.of("manifest", "list", "--profile", ""),
                List.of("manifest", "show", ""), List.of("run", "status", ""), List.of("run", "cancel", ""))) {
            for (List<String> where : List.of(List.of("--server", services.url().toString()),
                    List.of("--home", there.toString()))) {
                Terminal.Outcome outcome = run(command, "", where.getFirst(), where.getLast());
                assertThat(outcome.exit()).as("%s %s", command, where).isEqualTo(2);
                assertThat(outcome.err()).as("%s %s", command, where).contains("empty", "leave it out");
            }
        }
    }

    @Test
    void what_somebody_wrote_breaks_no_line_and_moves_no_cursor() {
        workplace.ledger().manifests().approve(manifest, "ann\u001b[2J\nrows      0", "\u009b31mlook\rhere");
        for (List<String> command : List.of(List.of("manifest", "list"), List.of("manifest", "show", manifest))) {
            Terminal.Outcome outcome = run(command, "", "--server", services.url().toString());
            assertThat(outcome.out()).contains("rows      0").doesNotContain("\nrows      0")
                    .doesNotContainPattern("[\\p{Cntrl}\\u0080-\\u009f&&[^\n]]");
        }
        assertThat(run(List.of("manifest", "show", "none\u001b[2J"), "", "--home", there.toString()).err())
                .contains("there is no manifest none").doesNotContain("\u001b");
    }

    private String capture() {
        return SmallMarket.captures(workplace).getFirst().captureId();
    }

    @Test
    void nobody_waits_for_a_server_that_downloads_nothing() {
        services.close();
        services = Services.start(workplace, Optional.empty());
        Terminal.Outcome outcome = run(List.of("run", "start", "--manifest", manifest, "--wait"), "", "--server",
                services.url().toString());
        assertThat(outcome.exit()).isEqualTo(2);
        assertThat(outcome.err()).contains("the server downloads nothing", "vendor key");
        assertThat(workplace.ledger().runs().all()).isEmpty();
    }

    @Test
    void a_report_is_the_same_wherever_it_is_asked_for() throws Exception {
        Path embedded = folder.resolve("embedded.md");
        Path served = folder.resolve("served.md");
        run(List.of("coverage", "--manifest", manifest, "--report", embedded.toString()), "", "--home",
                there.toString());
        run(List.of("coverage", "--manifest", manifest, "--report", served.toString()), "", "--server",
                services.url().toString());
        assertThat(time(Files.readString(served))).startsWith("# Coverage of " + manifest).contains("## By session")
                .isEqualTo(time(Files.readString(embedded)));
    }

    @Test
    void a_server_that_is_away_for_a_moment_ends_no_waiting() throws Exception {
        int port = services.url().getPort();
        String url = services.url().toString();
        stopServing();
        List<String> slowly = new ArrayList<>(market.settings(vendor));
        slowly.addAll(List.of("server.port=" + port, "polygon.requests_per_second=2", "downloader.workers=1"));
        workplace = market.workplace(there, slowly);
        services = serving();
        CompletableFuture<Terminal.Outcome> waiting = CompletableFuture.supplyAsync(
                () -> run(List.of("run", "start", "--manifest", manifest, "--wait"), "", "--server", url));
        SmallMarket.until(() -> SmallMarket.captures(workplace).stream()
                .anyMatch(capture -> capture.state() == CaptureState.COMPLETE));
        stopServing();
        assertThat(Terminal.run(ASKING, "run", "status", "--server", url).err()).contains("cannot be reached");
        assertThat(waiting).isNotDone();
        List<String> again = new ArrayList<>(market.settings(vendor));
        again.add("server.port=" + port);
        workplace = market.workplace(there, again);
        services = serving();
        Terminal.Outcome outcome = waiting.get(2, TimeUnit.MINUTES);
        assertThat(outcome.exit()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("FINISHED");
    }

    private Services serving() {
        return Services.start(workplace, Optional.of(new VendorKey(SmallMarket.KEY)),
                AccessTokens.from(Map.of(AccessTokens.OPERATE_VARIABLE, TOKEN)));
    }

    private void stopServing() {
        services.close();
        workplace.close();
    }

    private Terminal.Outcome run(List<String> command, String form, String where, String what) {
        List<String> arguments = new ArrayList<>(command);
        Stream.of(form, where, what).filter(word -> !word.isEmpty()).forEach(arguments::add);
        return Terminal.run(ASKING, arguments.toArray(String[]::new));
    }

    /** All that a command left, without where and when, and without what a build was doing: a server does not tell. */
    private String said(Terminal.Outcome outcome) {
        String all = "exit %d%n%s%n%s".formatted(outcome.exit(), outcome.out(), outcome.err())
                .replaceAll("(?m)^(the server builds|reading .*|enriching .*|selecting|checks, .*|writing .*)\n", "");
        return time(all.replace(here.toString(), "HOME").replace(there.toString(), "HOME")
                .replace(" --home HOME", "").replace(" --server " + services.url(), ""));
    }

    private static String time(String text) {
        return text.replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z", "TIME");
    }
}
