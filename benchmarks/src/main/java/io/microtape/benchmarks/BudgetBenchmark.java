package io.microtape.benchmarks;

import io.microtape.benchmarks.BudgetRun.Answer;
import io.microtape.downloader.ratelimit.RateBudget;
import io.microtape.runtime.config.MarketCalendars;
import io.microtape.simulator.Simulator;
import io.microtape.simulator.SimulatorSettings;
import io.microtape.simulator.fault.FaultPlan;
import io.microtape.simulator.synthetic.SyntheticTapes;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/**
 * How much of the budget is used: the real client and limiter against the simulator, sixteen workers that always have
 * something to ask. {@code docs/performance.md} says what the columns mean.
 */
public final class BudgetBenchmark {
    static final String KEY = "benchmark-key";
    private static final int SETTLED_AFTER = 10;
    private static final int CLOSED_FROM = 15;
    private static final int CLOSED_TO = 17;
    private static final RateBudget FIXED = RateBudget.fixed(50);
    private static final RateBudget ADAPTIVE = new RateBudget(50, 100, OptionalInt.empty());

    private BudgetBenchmark() {}

    /** Runs every scenario for so many seconds, 60 when not said. */
    public static void main(String[] arguments) {
        int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 60;
        System.out.printf(Locale.ROOT, "%-34s %9s %9s %8s %8s %8s %8s%n", "scenario", "permitted", "used", "share",
                "settled", "most/s", "429s");
        scenario("50/s, vendor without a limit", seconds, 50, FIXED, UnaryOperator.identity());
        scenario("50/s, 1 in 100 answered 429", seconds, 50, FIXED,
                settings -> settings.withFaults(FaultPlan.parse("rate_limited=0.01", 1)));
        scenario("vendor 40/s, from 50, ceiling 100", seconds, 40, ADAPTIVE,
                settings -> settings.withRequestsPerSecond(40));
        scenario("the same, saying Retry-After", seconds, 40, ADAPTIVE,
                settings -> settings.withRequestsPerSecond(40).withRetryAfter(true));
        closed(seconds);
    }

    private static void scenario(String name, int seconds, int permitted, RateBudget budget,
            UnaryOperator<SimulatorSettings> vendor) {
        Vertx vertx = Vertx.vertx();
        try {
            var settings = vendor.apply(SimulatorSettings.accepting(KEY).withLatency(Duration.ofMillis(50)));
            Simulator simulator = BudgetRun.await(
                    Simulator.start(vertx, settings, new SyntheticTapes(1, MarketCalendars.usEquities())));
            print(name, BudgetRun.of(vertx, simulator.baseUrl(), budget, seconds), permitted, seconds);
        } finally {
            BudgetRun.await(vertx.close());
        }
    }

    /** A vendor that answers everything with 429 for two seconds. */
    private static void closed(int seconds) {
        Vertx vertx = Vertx.vertx();
        try {
            long begun = System.nanoTime();
            HttpServer server = BudgetRun.await(vertx.createHttpServer().requestHandler(request -> {
                double at = (System.nanoTime() - begun) / 1e9;
                boolean closed = at >= CLOSED_FROM && at < CLOSED_TO;
                vertx.setTimer(50, _ -> request.response().setStatusCode(closed ? 429 : 200)
                        .end("{\"status\":\"OK\",\"results\":[]}"));
            }).listen(0, "127.0.0.1"));
            List<Answer> answers = BudgetRun.of(vertx, URI.create("http://127.0.0.1:" + server.actualPort()), FIXED,
                    seconds);
            print("50/s, only 429s from 15 s to 17 s", answers, 50, seconds);
            System.out.printf(Locale.ROOT, "  requests while closed: %d; used in the ten seconds after: %.1f %%%n",
                    answers.stream().filter(answer -> answer.at() >= CLOSED_FROM && answer.at() < CLOSED_TO).count(),
                    100 * accepted(answers, CLOSED_TO, CLOSED_TO + 10) / (50.0 * 10));
        } finally {
            BudgetRun.await(vertx.close());
        }
    }

    private static void print(String name, List<Answer> answers, int permitted, int seconds) {
        int length = seconds - SETTLED_AFTER;
        long used = accepted(answers, SETTLED_AFTER, seconds);
        System.out.printf(Locale.ROOT, "%-34s %9d %9d %7.1f%% %7ds %8d %8d%n", name, permitted * length, used,
                100.0 * used / (permitted * length), settled(answers, permitted, seconds), most(answers),
                answers.stream().filter(answer -> !answer.accepted()).count());
    }

    /** The first second from which on every five seconds hold at least 90 % of what is permitted. */
    private static int settled(List<Answer> answers, int permitted, int seconds) {
        int settled = 0;
        for (int from = 0; from + 5 <= seconds; from++) {
            if (accepted(answers, from, from + 5) < 0.9 * 5 * permitted) {
                settled = from + 1;
            }
        }
        return settled;
    }

    private static long accepted(List<Answer> answers, double from, double to) {
        return answers.stream().filter(Answer::accepted).filter(answer -> answer.at() >= from && answer.at() < to)
                .count();
    }

    private static int most(List<Answer> answers) {
        int most = 0;
        int from = 0;
        for (int to = 0; to < answers.size(); to++) {
            while (answers.get(to).at() - answers.get(from).at() >= 1) {
                from++;
            }
            most = Math.max(most, to - from + 1);
        }
        return most;
    }
}
