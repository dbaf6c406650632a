package io.microtape.runtime.rows;

import io.microtape.runtime.http.Negotiation;
import io.microtape.runtime.http.Paging;
import io.microtape.runtime.http.Parameters;
import io.microtape.runtime.http.Problem;
import io.microtape.runtime.http.ProblemException;
import io.microtape.runtime.http.ResponseStream;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Answers calls with rows of a Parquet file, in the form that the client wants. The rows are streamed: an answer takes
 * the memory of a row group, at the pace of the client. Only so many are served at once; one more is told to come again.
 */
public final class RowAnswer {
    /** The parameters that every call with rows takes, beside its filters. */
    public static final List<String> PARAMETERS = List.of("format", "limit", "offset", "sort");
    private static final int AT_ONCE = 8;
    private static final int DEFAULT_PAGE = 1_000;
    private static final int MAX_PAGE = 100_000;

    private final Semaphore places = new Semaphore(AT_ONCE);

    /**
     * What to answer.
     *
     * @param name      what the rows are: {@code events}, {@code rejections}
     * @param fileName  the name to save it under, without ending
     * @param fileOrder the column that the file is in the order of; empty when it is none
     * @param columns   the columns to answer with; empty for all
     * @param file      finds the file; called on a thread that may wait
     * @param after     what to do when the file is not needed any more, found or not
     */
    public record Rows(String name, String fileName, String fileOrder, List<RowFilter> filters, Set<String> columns,
            Supplier<Path> file, Closeable after) {}

    /**
     * What to answer whole, without pages.
     *
     * @param choice makes the choice; called on a thread that may wait
     * @param after  what to do when the choice is not needed any more, made or not
     */
    public record Whole(String name, String fileName, Supplier<RowChoice> choice, Closeable after) {}

    /**
     * Sends the rows that the request asks for.
     *
     * @throws ProblemException when a parameter is wrong, or when no place is free
     */
    public void send(RoutingContext request, Parameters parameters, Rows rows) {
        RowFormat format = format(request, parameters);
        // A file that silently ends after a page would be taken for the whole; an object says that it is a page.
        OptionalLong page = format == RowFormat.JSON ? OptionalLong.of(DEFAULT_PAGE) : OptionalLong.empty();
        var paging = Paging.orAll(parameters, page, MAX_PAGE);
        Optional<RowOrder> order = parameters.text("sort").map(RowAnswer::order)
                .filter(wanted -> wanted.descending() || !wanted.column().equals(rows.fileOrder()));
        var query = new RowQuery(rows.filters(), order, paging.limit(), paging.offset(), rows.columns());
        start(request, new Whole(rows.name(), rows.fileName(), () -> selection(rows.file().get(), query), rows.after()),
                paging,
                format);
    }

    /**
     * Sends all the rows of a choice.
     *
     * @throws ProblemException as above
     */
    public void send(RoutingContext request, Parameters parameters, Whole rows) {
        start(request, rows, new Paging(OptionalLong.empty(), 0), format(request, parameters));
    }

    private static RowFormat format(RoutingContext request, Parameters parameters) {
        return Negotiation.form(request, parameters, RowFormat.class, RowFormat::mediaType);
    }

    private void start(RoutingContext request, Whole rows, Paging paging, RowFormat format) {
        if (!places.tryAcquire()) {
            request.response().putHeader("Retry-After", "1");
            throw new ProblemException(new Problem(429, "busy",
                    "%d answers with rows are under way already".formatted(AT_ONCE), "ask again in a second"));
        }
        Context context = request.vertx().getOrCreateContext();
        Thread.ofVirtual().name("rows").start(() -> {
            try (Closeable _ = rows.after()) {
                stream(request, rows, paging, format);
            } catch (IOException | RuntimeException e) {
                context.runOnContext(_ -> request.fail(e));
            } finally {
                places.release();
            }
        });
    }

    private static void stream(RoutingContext request, Whole rows, Paging paging, RowFormat format)
            throws IOException {
        HttpServerResponse response = request.response();
        RowChoice choice = rows.choice().get();
        paging.describe(request, choice.total());
        response.setChunked(true).putHeader("Content-Type", format.contentType()).putHeader("Vary", "Accept")
                .putHeader("Cache-Control", "no-store");
        if (format != RowFormat.JSON) {
            response.putHeader("Content-Disposition",
                    "attachment; filename=\"%s.%s\"".formatted(rows.fileName(), format.word()));
        }
        if (format == RowFormat.PARQUET) {
            // It is compressed already.
            response.putHeader("Content-Encoding", "identity");
        }
        var note = new PageNote(rows.name(), choice.total(), paging.limit(), paging.offset(),
                paging.next(choice.total()));
        var out = new ResponseStream(response);
        try (RowWriter writer = format.open(out, choice.columns(), note)) {
            choice.writeTo(writer);
        }
        out.end();
    }

    private static RowSelection selection(Path file, RowQuery query) {
        try {
            return RowSelection.of(file, query);
        } catch (RowsRefusedException e) {
            throw new ProblemException(Problem.badRequest(e.getMessage(), e.remedy()));
        }
    }

    private static RowOrder order(String text) {
        return text.startsWith("-") ? new RowOrder(text.substring(1), true) : new RowOrder(text, false);
    }
}
