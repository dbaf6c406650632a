package io.microtape.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Secrets are named and never written down, and those that are named are those that the documentation has made. */
final class Secrets {
    static final List<Rule> RULES = List.of(Secrets::none, Secrets::documented, Secrets::values);
    private static final Pattern KEY = Pattern.compile("--from-(?:literal|file)=([a-z-]+)=");
    private static final Pattern SECRET = Pattern
            .compile("(?i)(password|secret|token|api_?key|access_?key)[a-z_]*\\s*[:=]\\s*[^\\s$]");

    private Secrets() {}

    private static void none(Resources resources, Consumer<String> complain) {
        resources.of("Secret").forEach(secret -> complain.accept(Resources.title(secret) + ": is written down"));
    }

    private static void documented(Resources resources, Consumer<String> complain) {
        Map<String, Set<String>> made = made();
        for (Workload workload : resources.workloads()) {
            for (JsonNode reference : workload.pod().findValues("secretKeyRef")) {
                if (!made.getOrDefault(reference.path("name").asText(), Set.of())
                        .contains(reference.path("key").asText())) {
                    complain.accept("%s: no command of docs/kubernetes.md makes %s".formatted(workload.title(),
                            reference));
                }
            }
        }
    }

    /** The keys of each Secret that the documentation has made. */
    static Map<String, Set<String>> made() {
        try {
            Map<String, Set<String>> made = new HashMap<>();
            String page = Files.readString(Kustomization.ROOT.resolve("docs/kubernetes.md")).replace("\\\n", " ");
            page.lines().filter(line -> line.contains("create secret generic ")).forEach(line -> {
                String name = line.replaceFirst(".*create secret generic ([a-z-]+).*", "$1");
                KEY.matcher(line).results()
                        .forEach(key -> made.computeIfAbsent(name, _ -> new HashSet<>()).add(key.group(1)));
            });
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void values(Resources resources, Consumer<String> complain) {
        for (Workload workload : resources.workloads()) {
            for (JsonNode container : workload.containers()) {
                for (JsonNode variable : Resources.each(container.path("env")).toList()) {
                    if (variable.path("name").asText().matches(".*(PASSWORD|SECRET|TOKEN|KEY).*")
                            && variable.has("value")) {
                        complain.accept("%s: the value of %s is written down".formatted(workload.title(),
                                variable.path("name")));
                    }
                }
                if (SECRET.matcher(container.path("args").toString()).find()) {
                    complain.accept(workload.title() + ": a secret stands in its arguments");
                }
            }
        }
        resources.of("ConfigMap").forEach(map -> map.path("data").properties().stream()
                .filter(entry -> SECRET.matcher(entry.getValue().asText()).find()).forEach(entry -> complain
                        .accept("%s: a secret seems to stand in %s".formatted(Resources.title(map), entry.getKey()))));
    }
}
