package io.microtape.k8s;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Something that must hold of all that is applied together. */
@FunctionalInterface
interface Rule {
    /** Every rule that holds for any overlay. */
    List<Rule> ALL = Stream
            .of(Schema.RULES, References.RULES, Volumes.RULES, Traffic.RULES, PodPolicy.RULES, Secrets.RULES,
                    Settings.RULES)
            .flatMap(List::stream).toList();

    /** Says what does not hold, and where. */
    void look(Resources resources, Consumer<String> complain);

    static List<String> complaints(Resources resources, List<Rule> rules) {
        List<String> complaints = new ArrayList<>();
        rules.forEach(rule -> rule.look(resources, complaints::add));
        return complaints;
    }
}
