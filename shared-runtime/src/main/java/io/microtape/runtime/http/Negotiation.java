package io.microtape.runtime.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Which of the forms that a call can answer in a client wants. */
public final class Negotiation {
    private Negotiation() {}

    /**
     * The form that {@code ?format=} names, else the one that {@code Accept} likes best; of several that it likes
     * equally, the first of the enum.
     *
     * @throws ProblemException 400 for an unknown name, 406 when the client takes none of them
     */
    public static <E extends Enum<E>> E form(RoutingContext request, Parameters parameters, Class<E> forms,
            Function<E, String> mediaType) {
        return parameters.oneOf("format", forms).orElseGet(() -> accepted(request, forms, mediaType));
    }

    private static <E extends Enum<E>> E accepted(RoutingContext request, Class<E> forms,
            Function<E, String> mediaType) {
        List<String> lines = request.request().headers().getAll(HttpHeaders.ACCEPT);
        var ranges = MediaRanges.of(lines);
        E best = null;
        double quality = 0;
        for (E form : forms.getEnumConstants()) {
            double here = ranges.quality(mediaType.apply(form));
            if (here > quality) {
                best = form;
                quality = here;
            }
        }
        if (best == null) {
            throw new ProblemException(new Problem(406, "not acceptable",
                    "nothing of '%s' is to be had here".formatted(String.join(", ", lines)),
                    Arrays.stream(forms.getEnumConstants())
                            .map(form -> "%s (?format=%s)".formatted(mediaType.apply(form),
                                    form.name().toLowerCase(Locale.ROOT)))
                            .collect(Collectors.joining(", ", "accept one of: ", ""))));
        }
        return best;
    }
}
