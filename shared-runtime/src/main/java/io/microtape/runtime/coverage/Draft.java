package io.microtape.runtime.coverage;

import io.microtape.model.capture.CaptureState;
import io.microtape.model.capture.Grade;
import io.microtape.model.capture.QuotePolicy;
import io.microtape.model.capture.Tape;
import io.microtape.model.session.Session;
import io.microtape.runtime.cost.CaptureKind;
import io.microtape.runtime.table.StringDictionary;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The captures of a manifest in the order in which the ledger has them, while they are read. */
final class Draft {
    private static final int AT_FIRST = 1024;
    private static final Codes TAPES = Codes.of(Tape.values());
    private static final Codes SESSIONS = Codes.of(Session.values());
    private static final Codes STATES = Codes.of(CaptureState.values());
    private static final Codes GRADES = Codes.of(Grade.values());

    private final Map<CaptureKind, Integer> kindCodes = new HashMap<>();
    final StringDictionary symbols = new StringDictionary();
    final StringDictionary dates = new StringDictionary();
    final StringDictionary types = new StringDictionary();
    final StringDictionary causes = new StringDictionary();
    int size;
    long[] number = new long[AT_FIRST];
    long[] eventAt = new long[AT_FIRST];
    int[] symbol = new int[AT_FIRST];
    int[] date = new int[AT_FIRST];
    int[] type = new int[AT_FIRST];
    int[] kind = new int[AT_FIRST];
    byte[] session = new byte[AT_FIRST];
    byte[] tape = new byte[AT_FIRST];
    byte[] state = new byte[AT_FIRST];
    byte[] grade = new byte[AT_FIRST];
    long[] rows = new long[AT_FIRST];
    long[] bytes = new long[AT_FIRST];
    long[] settledAt = new long[AT_FIRST];
    int[] cause = new int[AT_FIRST];

    /** Adds a row of {@code CaptureFeed.members}. */
    void add(ResultSet row) throws SQLException {
        if (size == number.length) {
            grow();
        }
        Tape of = Tape.valueOf(row.getString(3));
        Session during = Session.valueOf(row.getString(4));
        String eventType = row.getString(6);
        number[size] = row.getLong(1);
        symbol[size] = symbols.code(row.getString(2));
        tape[size] = TAPES.of(of.name());
        session[size] = SESSIONS.of(during.name());
        date[size] = dates.code(row.getString(5));
        type[size] = types.code(eventType);
        eventAt[size] = row.getLong(7);
        kind[size] = kindCodes.computeIfAbsent(new CaptureKind(eventType, during, of, row.getLong(8), row.getLong(9),
                new QuotePolicy(row.getBoolean(10), row.getInt(11))), _ -> kindCodes.size());
        state[size] = state(row.getString(12));
        grade[size] = grade(row.getString(13));
        rows[size] = row.getLong(14);
        bytes[size] = row.getLong(15);
        settledAt[size] = row.getLong(16);
        cause[size] = cause(causes, row.getString(17));
        size++;
    }

    /** The kinds by code. */
    CaptureKind[] kinds() {
        var kinds = new CaptureKind[kindCodes.size()];
        kindCodes.forEach((kind, code) -> kinds[code] = kind);
        return kinds;
    }

    static byte state(String name) {
        return STATES.of(name);
    }

    /** Nothing to compare where nothing was captured. */
    static byte grade(String name) {
        return GRADES.of(name == null ? Grade.NONE.name() : name);
    }

    static int cause(StringDictionary causes, String words) {
        return causes.code(words == null ? "" : words);
    }

    private void grow() {
        int longer = 2 * size;
        number = Arrays.copyOf(number, longer);
        eventAt = Arrays.copyOf(eventAt, longer);
        symbol = Arrays.copyOf(symbol, longer);
        date = Arrays.copyOf(date, longer);
        type = Arrays.copyOf(type, longer);
        kind = Arrays.copyOf(kind, longer);
        session = Arrays.copyOf(session, longer);
        tape = Arrays.copyOf(tape, longer);
        state = Arrays.copyOf(state, longer);
        grade = Arrays.copyOf(grade, longer);
        rows = Arrays.copyOf(rows, longer);
        bytes = Arrays.copyOf(bytes, longer);
        settledAt = Arrays.copyOf(settledAt, longer);
        cause = Arrays.copyOf(cause, longer);
    }
}
