package io.microtape.standalone.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.microtape.servers.JavaProcess;
import io.microtape.standalone.Main;
import io.microtape.standalone.Terminal;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The terminal of a reader in a folder of their own. Commands run in this process; {@code simulator} and {@code serve} stay,
 * so they run in one of their own and on a port that the system chooses. A line ends with 0 unless it says
 * {@code # ends with N}. The demo's manifest is cut to a few events: {@code DemoTest} has all of it.
 */
final class Shell implements AutoCloseable {
    /** Where the pages say that the simulated vendor answers. */
    private static final String VENDOR = "http://127.0.0.1:8090";
    private static final String READER = "/home/ann/microtape";
    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|([^\\s'\"]+)");
    private static final Pattern ENDS = Pattern.compile("# ends with (\\d+)");
    private static final Pattern OURS = Pattern.compile("(microtape-demo|microtape-home|study\\.yaml|dataset)\\b.*");

    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();
    private Optional<JavaProcess> vendor = Optional.empty();

    Shell(Path folder) {
        this.folder = folder;
    }

    /** What a line prints to standard output; fails when it does not end as it should. */
    String run(String line) throws IOException, InterruptedException {
        if (line.startsWith("export ")) {
            String[] variable = line.substring("export ".length()).split("=", 2);
            environment.put(variable[0], variable[1]);
            return "";
        }
        List<String> arguments = arguments(line);
        return switch (arguments.getFirst()) {
            case "simulator" -> {
                vendor = Optional.of(stays(arguments));
                yield "vendor    " + VENDOR + "\n";
            }
            case "serve" -> {
                try (JavaProcess serve = stays(withHome(arguments))) {
                    assertHealthy(serve.url());
                }
                yield "";
            }
            default -> ended(line, withHome(arguments));
        };
    }

    private String ended(String line, List<String> arguments) {
        Terminal.Outcome outcome = Terminal.run(environment, arguments.toArray(String[]::new));
        Matcher ends = ENDS.matcher(line);
        assertThat(outcome.exit()).as("%s%n%s%s", line, outcome.out(), outcome.err())
                .isEqualTo(ends.find() ? Integer.parseInt(ends.group(1)) : 0);
        return outcome.out().replace(" --home " + folder.resolve("microtape-home"), "")
                .replace(folder.toString(), READER)
                .replace(vendor.map(process -> process.url().toString()).orElse(VENDOR), VENDOR);
    }

    private List<String> withHome(List<String> arguments) {
        List<String> all = new ArrayList<>(arguments);
        if (arguments.getFirst().equals("demo")) {
            all.addAll(List.of("--home", folder.resolve("microtape-demo").toString(), "--set",
                    "intraday_manifest.max_events=6"));
        } else {
            all.addAll(List.of("--home", folder.resolve("microtape-home").toString()));
        }
        return all;
    }

    private JavaProcess stays(List<String> arguments) {
        List<String> anyPort = new ArrayList<>(arguments);
        anyPort.set(anyPort.indexOf("--port") + 1, "0");
        return JavaProcess.start(arguments.getFirst(), folder, List.of(), environment, Main.class.getName(), anyPort);
    }

    private static void assertHealthy(URI url) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertThat(client.send(HttpRequest.newBuilder(url.resolve("/health/live")).build(), BodyHandlers.ofString())
                    .statusCode()).isEqualTo(200);
        }
    }

    /** What follows the program's name up to a comment, with the reader's files where this terminal stands. */
    private List<String> arguments(String line) {
        assertThat(line).startsWith("./microtape ");
        List<String> arguments = new ArrayList<>();
        Matcher words = WORD.matcher(line.substring("./microtape ".length()).replaceFirst(" +#.*", ""));
        while (words.find()) {
            String word = words.group(1) != null ? words.group(1) : words.group().replace("\"", "");
            arguments.add(OURS.matcher(word).matches()
                    ? folder.resolve(word).toString()
                    : word.equals(VENDOR) ? vendor.orElseThrow().url().toString() : word);
        }
        return arguments;
    }

    @Override
    public void close() {
        vendor.ifPresent(JavaProcess::close);
    }
}
