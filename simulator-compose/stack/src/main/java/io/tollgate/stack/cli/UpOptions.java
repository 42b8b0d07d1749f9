package io.tollgate.stack.cli;

import io.tollgate.stack.ClusterOptions;
import io.tollgate.stack.ClusterOptions.Listener;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code up} was asked.
 *
 * @param nodes number of gateway nodes
 * @param ports those that are fixed
 * @param detached whether somebody waits for the line that says how it went, to leave then
 */
record UpOptions(int nodes, Map<Listener, Integer> ports, boolean detached) {

    private static final int MOST_PORT = 65_535;
    private static final int STANDARD_NODES = 2;

    UpOptions {
        ports = Map.copyOf(ports);
    }

    /** @throws IllegalArgumentException that says what is wrong and what would be right */
    static UpOptions parse(List<String> arguments) {
        int nodes = STANDARD_NODES;
        boolean detached = false;
        var ports = new EnumMap<Listener, Integer>(Listener.class);
        for (var rest = arguments.iterator(); rest.hasNext(); ) {
            var argument = rest.next();
            var name = argument.split("=", 2)[0];
            var listener = Arrays.stream(Listener.values())
                    .filter(each -> each.option().equals(name))
                    .findFirst();
            if (argument.equals("--detach")) {
                detached = true;
            } else if (name.equals("--nodes")) {
                nodes = number(name, value(argument, rest), 1, ClusterOptions.MOST_NODES);
            } else if (listener.isPresent()) {
                ports.put(listener.get(), number(name, value(argument, rest), 1, MOST_PORT));
            } else {
                throw new IllegalArgumentException(
                        "'up' does not know '" + argument + "'. './tollgate help' lists its options.");
            }
        }
        return new UpOptions(nodes, ports, detached);
    }

    private static Optional<String> value(String argument, Iterator<String> rest) {
        int equals = argument.indexOf('=');
        if (equals >= 0) {
            return Optional.of(argument.substring(equals + 1));
        }
        return rest.hasNext() ? Optional.of(rest.next()) : Optional.empty();
    }

    private static int number(String name, Optional<String> text, int least, int most) {
        return text.filter(digits -> digits.matches("[0-9]{1,5}"))
                .map(Integer::parseInt)
                .filter(number -> number >= least && number <= most)
                .orElseThrow(() -> new IllegalArgumentException("'" + name + "' needs a number from " + least + " to "
                        + most + text.map(given -> ", not '" + given + "'").orElse("") + "."));
    }
}
