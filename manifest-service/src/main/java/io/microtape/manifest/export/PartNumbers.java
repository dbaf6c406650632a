package io.microtape.manifest.export;

import io.microtape.model.capture.Tape;

/** Gives the captures of one tape, in the order of the dataset, the file that they go into. A capture is never split. */
final class PartNumbers {
    private final Tape tape;
    private final long maxRows;
    private String month = "";
    private int number;
    private long rows;

    PartNumbers(Tape tape, long maxRows) {
        this.tape = tape;
        this.maxRows = maxRows;
    }

    /** The path of the file for the next capture. */
    String next(String monthOfEvent, long rowsOfCapture) {
        if (!month.equals(monthOfEvent)) {
            month = monthOfEvent;
            number = 0;
            rows = 0;
        } else if (rows > 0 && rows + rowsOfCapture > maxRows) {
            number++;
            rows = 0;
        }
        rows += rowsOfCapture;
        return "%s/month=%s/part-%d.parquet".formatted(tape.word(), month, number);
    }
}
