package io.microtape.k8s;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Folders of this repository that {@code kubectl apply -k} takes, and what would be applied. */
final class Kustomization {
    static final Path ROOT = Stream.iterate(Path.of("").toAbsolutePath(), path -> path != null, Path::getParent)
            .filter(path -> Files.exists(path.resolve("mvnw"))).findFirst().orElseThrow();
    /** What a test says that is skipped because neither program is there. */
    static final String NEEDED = "install kubectl 1.22 or kustomize 4.5, or later ones; .ci/run does";
    private static final List<List<String>> COMMANDS = List.of(List.of("kubectl", "kustomize"),
            List.of("kustomize", "build"));

    private Kustomization() {}

    /** Whether there is a program that builds them. */
    static boolean isInstalled() {
        return command().isPresent();
    }

    /** The YAML of an overlay, by its name. */
    static String overlay(String name) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(command().orElseThrow());
        command.add(ROOT.resolve("k8s/overlays").resolve(name).toString());
        Path errors = Files.createTempFile("kustomize", ".err");
        Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
        String yaml = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        String complaint = process.waitFor() + " " + Files.readString(errors);
        Files.delete(errors);
        if (!complaint.equals("0 ")) {
            throw new IOException("%s says: %s".formatted(command, complaint));
        }
        return yaml;
    }

    private static Optional<List<String>> command() {
        return COMMANDS.stream().filter(command -> onPath(command.getFirst())).findFirst();
    }

    private static boolean onPath(String program) {
        return Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
