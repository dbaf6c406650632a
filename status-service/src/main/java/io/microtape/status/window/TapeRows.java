package io.microtape.status.window;

import io.microtape.model.capture.CaptureProof;
import io.microtape.model.capture.Tape;
import io.microtape.runtime.http.Parameters;
import io.microtape.runtime.http.Problem;
import io.microtape.runtime.http.ProblemException;
import io.microtape.runtime.lake.Lake;
import io.microtape.runtime.ledger.CaptureRecords.CaptureRecord;
import io.microtape.runtime.rows.RowAnswer;
import io.microtape.runtime.rows.RowChoice;
import io.microtape.runtime.rows.RowSelection;
import io.microtape.runtime.rows.RowsRefusedException;
import io.microtape.runtime.tape.ProvenTapes;
import io.vertx.ext.web.RoutingContext;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Answers with the rows of a capture, all of them or those that a chart needs. They come from the file that the ledger
 * proves, whose path is the ledger's word and never the request's; of another file there is no answer but 409.
 */
final class TapeRows {
    /** All parameters of the call. */
    static final String[] PARAMETERS = Stream.concat(Stream.of("manifest", "tape", "capture", "points", "columns"),
            RowAnswer.PARAMETERS.stream()).toArray(String[]::new);
    private static final int MIN_POINTS = 50;
    private static final int MAX_POINTS = 5_000;
    private static final List<String> OF_PAGES = List.of("limit", "offset", "sort");

    private final ProvenTapes files;
    private final RowAnswer answers = new RowAnswer();

    TapeRows(Lake lake) {
        this.files = new ProvenTapes(lake);
    }

    /**
     * Sends the rows that a request asks for.
     *
     * @param capture finds the capture; called on a thread that may wait
     */
    void send(RoutingContext request, Parameters parameters, String fileName, Supplier<CaptureRecord> capture) {
        Set<String> columns = parameters.all("columns").stream().flatMap(text -> Arrays.stream(text.split(",")))
                .map(String::strip).filter(name -> !name.isEmpty()).collect(Collectors.toUnmodifiableSet());
        var open = new OpenTape();
        if (parameters.text("points").isEmpty()) {
            answers.send(request, parameters, new RowAnswer.Rows("rows", fileName, "sip_timestamp", List.of(), columns,
                    () -> open.file(files, capture.get()), open));
            return;
        }
        int points = parameters.number("points", MIN_POINTS, MIN_POINTS, MAX_POINTS);
        OF_PAGES.stream().filter(name -> parameters.text(name).isPresent()).findFirst().ifPresent(name -> {
            throw new ProblemException(Problem.badRequest("points and %s do not go together".formatted(name),
                    "leave out one of them: the rows for a chart come whole, in the order of the tape"));
        });
        answers.send(request, parameters,
                new RowAnswer.Whole("rows", fileName, () -> chart(open, capture.get(), points, columns), open));
    }

    private RowChoice chart(OpenTape open, CaptureRecord capture, int points, Set<String> columns) {
        CaptureProof proof = capture.proof().orElseThrow();
        Path file = open.file(files, capture);
        try {
            BitSet rows = ChartRows.of(file, capture.spec().tape(), proof, points);
            RowSelection chosen = RowSelection.of(file, rows, proof.rowsKept(), columns);
            return capture.spec().tape() == Tape.TRADES ? CumulativeSize.of(file, rows, chosen) : chosen;
        } catch (RowsRefusedException e) {
            throw new ProblemException(Problem.badRequest(e.getMessage(), e.remedy()));
        }
    }
}
