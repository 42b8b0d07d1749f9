package io.tollgate.bench.usage;

import io.tollgate.bench.options.WholeNumber;
import java.util.List;

/**
 * What the command line asks for.
 *
 * @param rounds in each of which both nodes are measured, for each kind of work, before the nodes change roles and after
 * @param seconds that each node is measured in a round
 * @param warmUpTurns of as many seconds before
 */
public record UsageBenchOptions(int rounds, int seconds, int warmUpTurns) {

    public static final String USAGE = """
            Usage: tollgate bench usage [--rounds N] [--seconds N] [--warm-up N] [--quick]
              --rounds N     measure both nodes N times, in turns, with each kind of work, and again with roles changed (6)
              --seconds N    for N seconds each (5)
              --warm-up N    after N such turns that do not count (8)
              --quick        a smoke run; its figures mean nothing
            """;

    private static final int MOST = 600;
    private static final int USUAL_ROUNDS = 6;
    private static final int USUAL_SECONDS = 5;
    private static final int USUAL_WARM_UP_TURNS = 8;

    /** Reads the arguments behind {@code usage}; a wrong one throws an IllegalArgumentException whose message names it. */
    public static UsageBenchOptions parse(List<String> arguments) {
        boolean quick = arguments.contains("--quick");
        int rounds = quick ? 1 : USUAL_ROUNDS;
        int seconds = quick ? 1 : USUAL_SECONDS;
        int warmUp = quick ? 1 : USUAL_WARM_UP_TURNS;
        for (var rest = arguments.iterator(); rest.hasNext(); ) {
            String name = rest.next();
            if (name.equals("--quick")) {
                continue;
            }
            if (!rest.hasNext()) {
                throw new IllegalArgumentException("'" + name + "' is not known, or needs a value");
            }
            String value = rest.next();
            switch (name) {
                case "--rounds" -> rounds = WholeNumber.of(name, value, MOST);
                case "--seconds" -> seconds = WholeNumber.of(name, value, MOST);
                case "--warm-up" -> warmUp = WholeNumber.of(name, value, MOST);
                default -> throw new IllegalArgumentException("'" + name + "' is not known");
            }
        }
        return new UsageBenchOptions(rounds, seconds, warmUp);
    }
}
