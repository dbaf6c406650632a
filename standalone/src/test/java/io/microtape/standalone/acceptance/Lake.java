package io.microtape.standalone.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import io.microtape.model.capture.Tape;
import io.microtape.simulator.Simulator;
import io.microtape.standalone.TapeRowTexts;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** The folder of a home in which its tapes are, looked at by others than the program that wrote them. */
record Lake(Path folder) {
    static Lake of(Path home) {
        return new Lake(home.resolve("lake"));
    }

    /** The names of all files in it, temporary ones too. */
    List<String> files() {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            return tree.filter(Files::isRegularFile).map(file -> folder.relativize(file).toString()).sorted().toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * What is wrong with captures that are said to be complete: a file that is not there, bytes that are not those that were
     * proven, rows that are not the vendor's.
     *
     * @param captures as REST gives them
     */
    List<String> lies(List<JsonNode> captures, Simulator vendor) {
        List<String> lies = new ArrayList<>();
        for (JsonNode capture : captures) {
            String path = capture.at("/path").asText();
            if (capture.at("/state").asText().equals("COMPLETE")) {
                if (!Files.exists(folder.resolve(path))) {
                    lies.add(path + " is not there");
                } else if (!sha256(path).equals(capture.at("/proof/sha256").asText())) {
                    lies.add(path + " has another hash than the ledger says");
                } else if (!isTrue(path, truth(capture, vendor))) {
                    lies.add(path + " has other rows than the vendor");
                }
            }
        }
        return lies;
    }

    /** The files that complete captures must have, and no others, in the order of {@link #files}. */
    static List<String> filesOf(List<JsonNode> captures) {
        return captures.stream().filter(capture -> capture.at("/state").asText().equals("COMPLETE"))
                .map(capture -> capture.at("/path").asText()).sorted().toList();
    }

    /** To the nanosecond as this program reads the file, and to the microsecond as another does. */
    private boolean isTrue(String path, List<JsonObject> truth) {
        Path file = folder.resolve(path);
        return TapeRowTexts.stored(file).equals(TapeRowTexts.of(truth))
                && TapeRowTexts.storedInMicros(file).equals(TapeRowTexts.inMicros(truth));
    }

    private static List<JsonObject> truth(JsonNode capture, Simulator vendor) {
        return vendor.truth().rows(capture.at("/symbol").asText(), Tape.valueOf(capture.at("/tape").asText()),
                capture.at("/window_from_ns").asLong(), capture.at("/window_to_ns").asLong());
    }

    private String sha256(String path) {
        try {
            return HexFormat.of().formatHex(
                    MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(folder.resolve(path))));
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
