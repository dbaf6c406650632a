package io.microtape.manifest;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** CSV files of a test. */
public final class CsvFile {
    /** The header of events with every needed column. */
    public static final String EVENTS = "symbol,timestamp,event_type,score,open,high,low,close,volume";
    /** One liquid event of the symbol AA under that header. */
    public static final String EVENT = "AA,2024-01-16T15:00:00Z,flush,5,10.05,10.1,10,10.05,100000";

    private CsvFile() {}

    /** Writes lines, packed if the name ends in {@code .gz}. */
    public static Path write(Path file, String... lines) {
        byte[] text = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        try (OutputStream raw = Files.newOutputStream(file);
                OutputStream out = file.toString().endsWith(".gz") ? new GZIPOutputStream(raw) : raw) {
            out.write(text);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
