package io.microtape.status.http;

import io.microtape.model.coverage.CoverageAsk;
import io.microtape.model.coverage.CoverageKey;
import io.microtape.model.coverage.CoverageOrder;
import io.microtape.runtime.http.Parameters;
import io.microtape.runtime.http.Problem;
import io.microtape.runtime.http.ProblemException;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** What a request asks about coverage, in the words of its query. */
final class CoverageParameters {
    private static final int MAX_OFFSET = Integer.MAX_VALUE;

    private CoverageParameters() {}

    /** The parameters of a call that takes a value of every key, and these besides. */
    static Parameters of(RoutingContext request, String... others) {
        List<String> names = new ArrayList<>(List.of(others));
        Arrays.stream(CoverageKey.values()).map(CoverageKey::word).forEach(names::add);
        return Parameters.of(request, names.toArray(String[]::new));
    }

    static CoverageAsk ask(Parameters parameters) {
        String manifestId = parameters.required("manifest");
        int limit = parameters.number("limit", CoverageAsk.USUAL_GROUPS, 1, CoverageAsk.MOST_GROUPS);
        int offset = parameters.number("offset", 0, 0, MAX_OFFSET);
        return understood(() -> new CoverageAsk(manifestId, parameters.text("run"),
                parameters.text("by").map(CoverageAsk::keys).orElse(List.of()), values(parameters),
                parameters.text("sort").map(CoverageOrder::of).orElse(CoverageOrder.KEY), limit, offset));
    }

    /** The values of each key that a request has, in the ledger's spelling. */
    static Map<CoverageKey, Set<String>> where(Parameters parameters) {
        return understood(() -> values(parameters));
    }

    private static Map<CoverageKey, Set<String>> values(Parameters parameters) {
        Map<CoverageKey, Set<String>> where = new EnumMap<>(CoverageKey.class);
        for (CoverageKey key : CoverageKey.values()) {
            Set<String> values = new HashSet<>();
            parameters.all(key.word()).forEach(value -> values.add(key.value(value)));
            if (!values.isEmpty()) {
                where.put(key, values);
            }
        }
        return where;
    }

    /** What a query means; one that means nothing is refused with what to do. */
    static <T> T understood(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            String[] words = e.getMessage().split("; ", 2);
            throw new ProblemException(
                    Problem.badRequest(words[0], words.length > 1 ? words[1] : "correct it and ask again"));
        }
    }
}
