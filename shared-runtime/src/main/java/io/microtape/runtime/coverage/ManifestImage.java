package io.microtape.runtime.coverage;

import io.microtape.model.capture.CaptureState;
import io.microtape.model.capture.Grade;
import io.microtape.model.capture.Tape;
import io.microtape.model.coverage.CoverageKey;
import io.microtape.model.session.Session;
import io.microtape.runtime.cost.CaptureKind;
import io.microtape.runtime.ledger.CaptureFeed;
import io.microtape.runtime.table.StringDictionary;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * The captures of one manifest in columns, by symbol, event and tape: some 60 bytes a capture, so that whatever is asked
 * about them is one pass over numbers in memory. What a capture is never changes; how it stands follows the ledger's changes.
 * To be used by one thread at a time.
 */
final class ManifestImage {
    final int size;
    final long[] number;
    final byte[] state;
    final byte[] grade;
    final int[] kind;
    final long[] rows;
    final long[] bytes;
    final long[] settledAt;
    final int[] cause;
    final StringDictionary causes;
    final CaptureKind[] kinds;
    private final int[] symbol;
    private final String[] symbols;
    private final int[] date;
    private final String[] dates;
    private final int[] month;
    private final String[] months;
    private final int[] type;
    private final String[] types;
    private final byte[] session;
    private final byte[] tape;
    /** The numbers in ascending order, and where in the image each is. */
    private final long[] numbers;
    private final int[] positions;

    ManifestImage(Draft draft) {
        int[] symbolRank = Ranks.of(draft.symbols.values());
        int[] dateRank = Ranks.of(draft.dates.values());
        int[] typeRank = Ranks.of(draft.types.values());
        int[] order = WindowOrder.of(draft, symbolRank);
        size = draft.size;
        number = new long[size];
        state = new byte[size];
        grade = new byte[size];
        kind = new int[size];
        rows = new long[size];
        bytes = new long[size];
        settledAt = new long[size];
        cause = new int[size];
        causes = draft.causes;
        symbol = new int[size];
        date = new int[size];
        type = new int[size];
        session = new byte[size];
        tape = new byte[size];
        for (int at = 0; at < size; at++) {
            int row = order[at];
            number[at] = draft.number[row];
            state[at] = draft.state[row];
            grade[at] = draft.grade[row];
            kind[at] = draft.kind[row];
            rows[at] = draft.rows[row];
            bytes[at] = draft.bytes[row];
            settledAt[at] = draft.settledAt[row];
            cause[at] = draft.cause[row];
            symbol[at] = symbolRank[draft.symbol[row]];
            date[at] = dateRank[draft.date[row]];
            type[at] = typeRank[draft.type[row]];
            session[at] = draft.session[row];
            tape[at] = draft.tape[row];
        }
        kinds = draft.kinds();
        symbols = Ranks.sorted(draft.symbols.values());
        dates = Ranks.sorted(draft.dates.values());
        types = Ranks.sorted(draft.types.values());
        months = Arrays.stream(dates).map(ManifestImage::month).distinct().toArray(String[]::new);
        month = Arrays.stream(dates).mapToInt(day -> Arrays.binarySearch(months, month(day))).toArray();
        numbers = number.clone();
        Arrays.sort(numbers);
        positions = new int[size];
        for (int at = 0; at < size; at++) {
            positions[Arrays.binarySearch(numbers, number[at])] = at;
        }
    }

    /** Takes a row of {@link CaptureFeed#changes}; one of another manifest changes nothing. */
    void change(ResultSet row) throws SQLException {
        int at = position(row.getLong(1));
        if (at >= 0) {
            state[at] = Draft.state(row.getString(2));
            grade[at] = Draft.grade(row.getString(3));
            rows[at] = row.getLong(4);
            bytes[at] = row.getLong(5);
            settledAt[at] = row.getLong(6);
            cause[at] = Draft.cause(causes, row.getString(7));
        }
    }

    /** Where a capture is; negative when it is not of this manifest. */
    int position(long captureNumber) {
        int found = Arrays.binarySearch(numbers, captureNumber);
        return found < 0 ? -1 : positions[found];
    }

    Axis axis(CoverageKey key) {
        return switch (key) {
            case SYMBOL -> new Axis(symbols, at -> symbol[at]);
            case DATE -> new Axis(dates, at -> date[at]);
            case MONTH -> new Axis(months, at -> month[date[at]]);
            case EVENT_TYPE -> new Axis(types, at -> type[at]);
            case SESSION, WAVE -> named(Session.values(), at -> session[at]);
            case TAPE -> named(Tape.values(), at -> tape[at]);
            case STATE -> named(CaptureState.values(), at -> state[at]);
            case GRADE -> named(Grade.values(), at -> grade[at]);
        };
    }

    /** Groups come by name, whatever the order of the enum. */
    private static Axis named(Enum<?>[] constants, IntUnaryOperator ordinal) {
        String[] names = Arrays.stream(constants).map(Enum::name).toArray(String[]::new);
        int[] rank = Ranks.of(names);
        return new Axis(Ranks.sorted(names), at -> rank[ordinal.applyAsInt(at)]);
    }

    private static String month(String date) {
        return date.substring(0, "2024-03".length());
    }
}
