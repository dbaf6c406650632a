package io.microtape.simulator.http;

import io.microtape.model.capture.Tape;
import io.microtape.simulator.fault.Effect.Reading;
import io.microtape.simulator.tape.Order;
import io.microtape.simulator.tape.TapeRows;
import io.microtape.simulator.tape.TapeSource;
import io.microtape.simulator.tape.TimeRange;
import java.util.List;
import java.util.Optional;

/** Reads another page than the one asked for. */
final class Rereadings {
    private static final String AFTER_EMPTY = "e";
    private static final String BACK = "b";
    private static final List<String> OTHERS = List.of("ZVZZT", "ZXZZT");

    private final TapeSource source;

    Rereadings(TapeSource source) {
        this.source = source;
    }

    /** The page to give instead; empty when it would be no other than the right one. */
    Optional<Page> read(Asked asked, Reading reading) {
        PageQuery query = asked.query();
        return switch (reading) {
            case SHORT -> shorter(asked);
            case EMPTY -> Optional.of(new Page(List.of(), query.order(), Optional.of(query.marked(AFTER_EMPTY))))
                    .filter(_ -> query.mark().isEmpty() && page(asked, query.withLimit(1)).rows() > 0);
            case TOO_MANY -> Optional.of(limited(page(asked, query.withLimit(2 * query.limit())), query.limit()))
                    .filter(page -> page.rows() > query.limit());
            case REPEATED -> query.skip() > 0 && query.limit() > 1
                    ? Optional.of(page(asked, query.withSkip(query.skip() - 1)))
                    : Optional.empty();
            case OTHER_TICKER -> otherTicker(asked);
            case LOOP_OF_TWO -> {
                Page page = page(asked, query);
                String back = BACK + Cursor.encode(query.marked(PageQuery.PLAIN));
                yield page.next().map(next -> new Page(page.parts(), page.order(), Optional.of(next.marked(back))));
            }
            case BACK_IN_TIME -> backInTime(asked);
        };
    }

    /** The cursor that a mark leads back to. */
    static Optional<String> back(String mark) {
        return mark.startsWith(BACK) ? Optional.of(mark.substring(BACK.length())) : Optional.empty();
    }

    private Optional<Page> shorter(Asked asked) {
        int limit = asked.query().limit();
        return limit < 2
                ? Optional.empty()
                : Optional.of(limited(page(asked, asked.query().withLimit(limit / 2)), limit))
                        .filter(page -> page.next().isPresent());
    }

    private Optional<Page> otherTicker(Asked asked) {
        Tape tape = asked.question().tape();
        String other = OTHERS.get(asked.ticker().equals(OTHERS.getFirst()) ? 1 : 0);
        Page page = Page.read(source, other, tape, asked.query().withSkip(0));
        boolean same = PageJson.rows(page, tape).equals(PageJson.rows(page(asked, asked.query()), tape));
        return page.rows() == 0 || same ? Optional.empty() : Optional.of(page);
    }

    private Optional<Page> backInTime(Asked asked) {
        PageQuery query = asked.query();
        Page page = page(asked, query);
        if (page.rows() == 0) {
            return Optional.empty();
        }
        boolean ascending = query.order() == Order.ASC;
        TapeRows first = page.parts().getFirst();
        TapeRows last = page.parts().getLast();
        long begin = first.sip(ascending ? first.from() : first.to() - 1);
        long end = last.sip(ascending ? last.to() - 1 : last.from());
        TimeRange again = ascending ? query.range().from(begin) : query.range().until(begin + 1);
        var next = new PageQuery(again, query.order(), query.limit(), 0, PageQuery.PLAIN);
        return begin == end ? Optional.empty() : Optional.of(new Page(page.parts(), page.order(), Optional.of(next)));
    }

    private static Page limited(Page page, int limit) {
        return new Page(page.parts(), page.order(), page.next().map(next -> next.withLimit(limit)));
    }

    private Page page(Asked asked, PageQuery query) {
        return Page.read(source, asked.ticker(), asked.question().tape(), query);
    }
}
