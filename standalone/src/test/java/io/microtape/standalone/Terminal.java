package io.microtape.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import io.microtape.runtime.json.Json;
import io.microtape.standalone.command.MicrotapeCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;

/** Runs commands as a terminal would, in this process. */
public final class Terminal {
    private Terminal() {}

    /** What a command left behind. */
    public record Outcome(int exit, String out, String err) {
        public JsonNode json() {
            try {
                return Json.mapper().readTree(out);
            } catch (IOException e) {
                throw new IllegalStateException("no JSON on standard output: " + out + err, e);
            }
        }
    }

    public static Outcome run(String... arguments) {
        return run(Map.of(), arguments);
    }

    public static Outcome run(Map<String, String> environment, String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int exit = MicrotapeCommand.run(environment, new PrintWriter(out), new PrintWriter(err), arguments);
        return new Outcome(exit, out.toString(), err.toString());
    }
}
