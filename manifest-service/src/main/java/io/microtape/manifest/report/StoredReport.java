package io.microtape.manifest.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.microtape.manifest.store.TamperedManifestException;
import io.microtape.model.manifest.Check;
import io.microtape.model.manifest.Verdict;
import io.microtape.runtime.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The reports of a stored manifest, as its build wrote them.
 *
 * @param json     {@code report.json}
 * @param markdown {@code report.md}
 * @param verdict  as {@code report.json} states it
 * @param checks   likewise
 */
public record StoredReport(ObjectNode json, String markdown, Verdict verdict, List<Check> checks) {
    /** The name of the report for programs. */
    public static final String JSON = "report.json";
    /** The name of the report for people. */
    public static final String MARKDOWN = "report.md";

    /**
     * The reports in a manifest's folder.
     *
     * @throws TamperedManifestException when one is missing, is no report, or states a verdict that its checks or the other
     *                                   one contradict
     */
    public static StoredReport read(Path folder) {
        try {
            JsonNode json = Json.mapper().readTree(Files.readString(folder.resolve(JSON)));
            if (!(json instanceof ObjectNode report)) {
                throw new IOException("it is no JSON object");
            }
            List<Check> checks = Arrays.asList(Json.mapper().convertValue(json.path("checks"), Check[].class));
            Verdict verdict = Json.mapper().convertValue(json.path("verdict"), Verdict.class);
            String markdown = Files.readString(folder.resolve(MARKDOWN));
            if (verdict == null || Verdict.of(checks) != verdict) {
                throw new IOException("its verdict is %s, its checks say %s".formatted(verdict, Verdict.of(checks)));
            }
            if (!markdown.lines().findFirst().orElse("").endsWith(": " + verdict)) {
                throw new IOException("%s and %s state different verdicts".formatted(MARKDOWN, JSON));
            }
            return new StoredReport(report, markdown, verdict, checks);
        } catch (IOException | IllegalArgumentException e) {
            throw new TamperedManifestException(
                    "the report in %s cannot be read (%s); move the folder away and build again"
                            .formatted(folder, e.getMessage()));
        }
    }
}
