package io.microtape.runtime.http;

import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The query parameters of one request; one that the call does not have is refused by name. */
public final class Parameters {
    private final MultiMap query;

    private Parameters(MultiMap query) {
        this.query = query;
    }

    /** The parameters of a request that knows only these. */
    public static Parameters of(RoutingContext request, String... known) {
        MultiMap query = request.queryParams();
        List<String> names = List.of(known);
        query.names().stream().filter(name -> !names.contains(name)).findFirst().ifPresent(name -> {
            throw new ProblemException(Problem.badRequest("there is no parameter '%s' here".formatted(name),
                    names.isEmpty() ? "leave it out" : "use only: " + String.join(", ", names)));
        });
        return new Parameters(query);
    }

    /** The parameter's value, which may be given once. */
    public Optional<String> text(String name) {
        List<String> values = all(name);
        if (values.size() > 1) {
            throw new ProblemException(Problem.badRequest("the parameter '%s' is there %d times".formatted(name,
                    values.size()), "give it once"));
        }
        return values.stream().findFirst();
    }

    /** All values of a parameter that may be given more than once. */
    public List<String> all(String name) {
        return query.getAll(name).stream().filter(value -> !value.isEmpty()).toList();
    }

    /** A date such as {@code 2024-03-08}. */
    public Optional<LocalDate> date(String name) {
        return text(name).map(text -> {
            try {
                return LocalDate.parse(text);
            } catch (DateTimeParseException _) {
                throw new ProblemException(Problem.badRequest("%s is '%s'".formatted(name, text),
                        "give a date such as 2024-03-08"));
            }
        });
    }

    /** {@code true} or {@code false}. */
    public Optional<Boolean> truth(String name) {
        return text(name).map(text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new ProblemException(
                    Problem.badRequest("%s is '%s'".formatted(name, text), "use true or false"));
        });
    }

    /** The parameter's value, without which the call means nothing. */
    public String required(String name) {
        return text(name).orElseThrow(() -> new ProblemException(Problem
                .badRequest("the parameter '%s' is missing".formatted(name), "add ?%s=...".formatted(name))));
    }

    /** A whole number in a range. */
    public int number(String name, int otherwise, int low, int high) {
        return text(name).map(text -> {
            try {
                int value = Integer.parseInt(text);
                if (value >= low && value <= high) {
                    return value;
                }
            } catch (NumberFormatException e) {
                throw outOfRange(name, text, low, high);
            }
            throw outOfRange(name, text, low, high);
        }).orElse(otherwise);
    }

    /** One of an enum's values, in upper or lower case. */
    public <E extends Enum<E>> Optional<E> oneOf(String name, Class<E> type) {
        return text(name).map(text -> Arrays.stream(type.getEnumConstants())
                .filter(value -> value.name().equalsIgnoreCase(text)).findFirst()
                .orElseThrow(() -> new ProblemException(Problem.badRequest("'%s' is no %s".formatted(text, name),
                        "use one of: " + Arrays.stream(type.getEnumConstants())
                                .map(value -> value.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))))));
    }

    private static ProblemException outOfRange(String name, String text, int low, int high) {
        return new ProblemException(Problem.badRequest("%s is '%s'".formatted(name, text),
                "give a whole number from %d to %d".formatted(low, high)));
    }
}
