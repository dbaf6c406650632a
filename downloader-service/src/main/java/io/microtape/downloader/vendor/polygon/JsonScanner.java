package io.microtape.downloader.vendor.polygon;

import io.microtape.downloader.vendor.polygon.PageParser.NotAPageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * JSON (RFC 8259) as the reader of a page asks for it, without an object for each value: whole numbers, numbers and texts
 * where they are wanted, and values that are passed over but held to the grammar all the same. What is not JSON is refused
 * with a {@link NotAPageException}, whatever the bytes are.
 */
final class JsonScanner extends ByteWindow {
    private static final int MAX_DEPTH = 64;
    private static final int MAX_TEXT = 1 << 20;

    private final JsonNumber number = new JsonNumber();
    /** Where the bytes of the last text are: in the window, or in an array of its own. */
    byte[] text;
    int textFrom;
    int textLength;

    JsonScanner(InputStream in) {
        super(in);
    }

    /** A number; its value is that of the object until the next is read. */
    JsonNumber number() throws IOException {
        peek();
        room();
        int end = number.scan(bytes, position, limit);
        if (end == limit) {
            // After a number something must follow; what fills the whole window without an end is none.
            throw limit - position < AHEAD ? cut() : new NotAPageException("a number in it has too many digits");
        }
        if (end < 0) {
            throw garbled();
        }
        position = end;
        return number;
    }

    /** Whether the next value is a number; nothing is passed but white space. */
    boolean atNumber() throws IOException {
        byte next = peek();
        return next == '-' || (next >= '0' && next <= '9');
    }

    /** Passes {@code null} if it is the next value. */
    boolean takeNull() throws IOException {
        if (peek() != 'n') {
            return false;
        }
        word("null");
        return true;
    }

    /** A text, as UTF-8 without quotes and escapes, in {@link #text}, valid until the next is read. */
    void text() throws IOException {
        room();
        expect('"');
        int from = position;
        int at = from;
        byte[] all = bytes;
        int end = limit;
        while (at < end && all[at] != '"' && all[at] != '\\' && all[at] >= ' ') {
            at++;
        }
        if (at < end && all[at] == '"') {
            text = all;
            textFrom = from;
            textLength = at - from;
            position = at + 1;
        } else {
            unusualText();
        }
    }

    /** A text as a string. */
    String string() throws IOException {
        text();
        return new String(text, textFrom, textLength, StandardCharsets.UTF_8);
    }

    /** The text of a text, number or truth value; empty, and passed over, where there is none. */
    String words() throws IOException {
        byte next = peek();
        if (next == '"') {
            return string();
        }
        if (next == '{' || next == '[' || next == 'n') {
            skip();
            return "";
        }
        bare();
        return new String(text, textFrom, textLength, StandardCharsets.US_ASCII);
    }

    /** A number or truth value as it is written, in {@link #text}. */
    void bare() throws IOException {
        peek();
        room();
        int from = position;
        skip();
        text = bytes;
        textFrom = from;
        textLength = position - from;
    }

    /** Passes a value of any kind. */
    void skip() throws IOException {
        skip(0);
    }

    private void skip(int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw new NotAPageException("its values are nested more than %d deep".formatted(MAX_DEPTH));
        }
        switch (peek()) {
            case '"' -> text();
            case '{' -> members(depth);
            case '[' -> elements(depth);
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number();
        }
    }

    private void members(int depth) throws IOException {
        position++;
        if (take('}')) {
            return;
        }
        do {
            peek();
            text();
            expect(':');
            skip(depth + 1);
        } while (take(','));
        expect('}');
    }

    private void elements(int depth) throws IOException {
        position++;
        if (take(']')) {
            return;
        }
        do {
            skip(depth + 1);
        } while (take(','));
        expect(']');
    }

    private void word(String word) throws IOException {
        room();
        for (int i = 0; i < word.length(); i++) {
            if (position == limit || bytes[position] != word.charAt(i)) {
                throw garbled();
            }
            position++;
        }
    }

    /** A text with escapes, with letters beyond ASCII, or longer than the window; the quote is passed already. */
    private void unusualText() throws IOException {
        var found = new ByteArrayOutputStream();
        while (true) {
            if (position == limit) {
                room();
                if (position == limit) {
                    throw cut();
                }
            }
            byte b = bytes[position++];
            if (b == '"') {
                break;
            } else if (b == '\\') {
                room();
                found.writeBytes(JsonEscape.utf8(this));
            } else if (b >= 0 && b < ' ') {
                position--;
                throw garbled();
            } else {
                found.write(b);
            }
            if (found.size() > MAX_TEXT) {
                throw new NotAPageException("a text in it is longer than %d bytes".formatted(MAX_TEXT));
            }
        }
        text = found.toByteArray();
        textFrom = 0;
        textLength = text.length;
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
        } catch (CharacterCodingException e) {
            throw new NotAPageException("it is not valid UTF-8");
        }
    }
}
