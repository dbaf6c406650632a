package io.microtape.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import io.microtape.runtime.config.Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A container of one of the services, with what it is started with. */
record Started(Workload workload, JsonNode container) {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\(([A-Z_]+)\\)");
    private static final String SOME_ADDRESS = "10.1.2.3";

    static List<Started> of(Resources resources) {
        return resources.services().stream()
                .flatMap(workload -> workload.mainContainers().stream().map(each -> new Started(workload, each)))
                .toList();
    }

    /** The settings that the program comes to, as it would in the cluster. */
    Config config(Resources resources) {
        List<String> arguments = Resources.texts(container.path("args"));
        List<String> settings = new ArrayList<>();
        Optional<Path> file = Optional.empty();
        for (int at = 0; at + 1 < arguments.size(); at++) {
            switch (arguments.get(at)) {
                case "--config" -> file = Optional.of(file(resources, arguments.get(at + 1)));
                case "--set" -> settings.add(expanded(arguments.get(at + 1)));
                default -> {
                    // Not a setting.
                }
            }
        }
        try {
            return Config.load(file, Optional.empty(), settings);
        } finally {
            file.ifPresent(Started::delete);
        }
    }

    private Path file(Resources resources, String path) {
        String folder = path.substring(0, path.lastIndexOf('/'));
        String volume = Resources.each(container.path("volumeMounts"))
                .filter(mount -> mount.path("mountPath").asText().equals(folder))
                .map(mount -> mount.path("name").asText())
                .findFirst().orElseThrow(() -> new IllegalArgumentException("nothing is mounted at " + folder));
        String text = Resources.each(workload.pod().path("volumes"))
                .filter(each -> each.path("name").asText().equals(volume))
                .flatMap(each -> resources.find("ConfigMap", each.at("/configMap/name").asText()).stream())
                .map(map -> map.path("data").path(path.substring(folder.length() + 1)))
                .filter(JsonNode::isTextual).map(JsonNode::asText).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no file " + path));
        try {
            return Files.writeString(Files.createTempFile("microtape", ".yaml"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A variable that the container does not have stays as it is, as Kubernetes leaves it. */
    private String expanded(String argument) {
        return VARIABLE.matcher(argument).replaceAll(found -> Resources.each(container.path("env"))
                .filter(variable -> variable.path("name").asText().equals(found.group(1))).findFirst()
                .map(variable -> variable.at("/valueFrom/fieldRef/fieldPath").asText().equals("status.podIP")
                        ? SOME_ADDRESS
                        : variable.path("value").asText())
                .orElse("\\$(" + found.group(1) + ")"));
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
