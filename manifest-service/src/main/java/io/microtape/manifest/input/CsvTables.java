package io.microtape.manifest.input;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import io.microtape.runtime.table.Table;
import io.microtape.runtime.table.TableException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads CSV strictly: UTF-8 (a byte order mark is skipped), comma, RFC 4180 quotes, a header row, and in every row as many
 * cells as there. Empty lines are skipped; an empty cell holds nothing. A {@code .gz} is unpacked on the way.
 */
final class CsvTables {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
    private static final int BUFFER = 64 * 1024;

    private CsvTables() {}

    /**
     * The columns that {@code wanted} gives a type for, by their names in the header.
     *
     * @throws TableException when it is no such CSV or a cell is not of its column's type; the message names file, line and
     *                        column
     */
    static Table read(Path path, Function<String, ColumnType> wanted) {
        return parse(path, new CsvRecords(path, wanted)).table();
    }

    /** The number of rows below the header; the file is read for it. */
    static long rows(Path path) {
        return parse(path, new CsvRecords(path, _ -> null)).rows();
    }

    private static CsvRecords parse(Path path, CsvRecords records) {
        try (Reader text = open(path);
                CsvReader<Boolean> csv = CsvReader.builder().allowUnclosedQuote(false).build(records, text)) {
            // The records take themselves in and return nothing, so that one question reads the file to its end.
            if (csv.iterator().hasNext() || !records.hasHeader()) {
                throw new TableException("%s has no header row; its first line must name the columns".formatted(path));
            }
            return records;
        } catch (CsvParseException e) {
            throw refused(path, records, e);
        } catch (UncheckedIOException e) {
            throw broken(path, records, e.getCause());
        } catch (IOException e) {
            throw broken(path, records, e);
        }
    }

    private static Reader open(Path path) throws IOException {
        boolean packed = path.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".gz");
        InputStream raw = Files.newInputStream(path);
        try {
            var bytes = new BufferedInputStream(packed ? new GZIPInputStream(raw, BUFFER) : raw, BUFFER);
            bytes.mark(BYTE_ORDER_MARK.length);
            if (!Arrays.equals(bytes.readNBytes(BYTE_ORDER_MARK.length), BYTE_ORDER_MARK)) {
                bytes.reset();
            }
            // A decoder, not a charset: the latter would put question marks where it does not understand.
            return new InputStreamReader(bytes, StandardCharsets.UTF_8.newDecoder());
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    private static TableException broken(Path path, CsvRecords records, IOException e) {
        String why = switch (e) {
            case CharacterCodingException _ -> "is not UTF-8 from about line %d on; save it as UTF-8"
                    .formatted(records.line());
            case EOFException _ -> "is cut off; its gzip stream has no end. Copy it again";
            case ZipException _ -> "is no readable gzip file: %s. Copy it again, or take .gz from its name"
                    .formatted(e.getMessage());
            default -> "cannot be read: no such file, or no permission to read it";
        };
        return new TableException("%s %s".formatted(path, why), e);
    }

    /** The library takes whatever ends the reading for a fault of the text, also what the records refuse and a full memory. */
    private static TableException refused(Path path, CsvRecords records, CsvParseException e) {
        return switch (e.getCause()) {
            case TableException told -> told;
            case Error error -> throw error;
            case null, default -> new TableException(
                    "%s: line %d is no CSV (%s); check the quotes: each cell that begins with one ends with one, and a quote inside it is written twice"
                            .formatted(path, records.line(), words(e)),
                    e);
        };
    }

    /** The library's own words, without the exception around the reason. */
    private static String words(CsvParseException e) {
        String words = (e.getCause() == null ? e : e.getCause()).getMessage();
        return words == null ? "unreadable" : words.strip();
    }
}
