package io.microtape.manifest.checks;

import java.util.List;

/**
 * How unevenly the events of a manifest spread over symbols; all 0 in an empty one.
 *
 * @param top1Pct          percent of the events that the busiest symbol holds
 * @param top5Pct          and the five busiest
 * @param top20Pct         and the twenty busiest
 * @param herfindahl       Herfindahl-Hirschman index: the sum of squared shares, in (0, 1]; 1 is a single symbol
 * @param effectiveSymbols {@code 1 / herfindahl}: as concentrated as so many symbols with equally many events each
 */
public record Concentration(int symbols, double top1Pct, double top5Pct, double top20Pct, double herfindahl,
        double effectiveSymbols) {
    private static final int FIVE = 5;
    private static final int TWENTY = 20;

    /** Of all symbols, busiest first. */
    public static Concentration of(List<SymbolShare> bySymbol) {
        long events = bySymbol.stream().mapToInt(SymbolShare::events).sum();
        long squares = bySymbol.stream().mapToLong(share -> (long) share.events() * share.events()).sum();
        double herfindahl = events == 0 ? 0 : (double) squares / ((double) events * events);
        return new Concentration(bySymbol.size(), top(bySymbol, 1), top(bySymbol, FIVE), top(bySymbol, TWENTY),
                herfindahl, events == 0 ? 0 : 1 / herfindahl);
    }

    private static double top(List<SymbolShare> bySymbol, int most) {
        int all = bySymbol.stream().mapToInt(SymbolShare::events).sum();
        return Tallies.percent(bySymbol.stream().limit(most).mapToInt(SymbolShare::events).sum(), all);
    }
}
