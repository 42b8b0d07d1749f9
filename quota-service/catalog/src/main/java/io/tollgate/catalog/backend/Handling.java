package io.tollgate.catalog.backend;

import static io.tollgate.catalog.rules.InvalidCatalogException.present;
import static io.tollgate.catalog.rules.InvalidCatalogException.require;

import java.util.Map;
import java.util.Set;

/**
 * How a deployment is called.
 *
 * @param parameters fields of the request's body that the deployment gets in place of the caller's: text, numbers and booleans.
 *     Not what decides over the request itself: {@code model}, {@code stream}, the prompt and the bounds of the output
 * @param connection how the backend is reached
 * @param breaker when it is left alone
 * @param probeSeconds how often a deployment that has no traffic is called to learn how fast it is; 0 for never
 * @param onCancel what the backend does with a call that is given up
 */
public record Handling(
        Map<String, Object> parameters,
        Connection connection,
        BreakerPolicy breaker,
        long probeSeconds,
        OnCancel onCancel) {

    /** What applies when nothing is said. */
    public static final Handling DEFAULT = new Handling(Map.of(), Connection.DEFAULT, BreakerPolicy.DEFAULT, 0);

    private static final int MOST_PARAMETERS = 20;
    private static final int MOST_CHARACTERS = 1_000;
    private static final long MOST_PROBE_SECONDS = 86_400;
    private static final String NAME = "[A-Za-z][A-Za-z0-9_]{0,62}";
    private static final Set<String> NEVER = Set.of(
            "model",
            "stream",
            "stream_options",
            "messages",
            "prompt",
            "input",
            "instructions",
            "n",
            "best_of",
            "max_tokens",
            "max_completion_tokens",
            "max_output_tokens",
            "previous_response_id",
            "conversation",
            "user");

    public Handling {
        parameters = parameters == null ? Map.of() : parameters;
        require(parameters.size() <= MOST_PARAMETERS, "parameters", "must not be more than " + MOST_PARAMETERS);
        parameters.forEach(Handling::requireParameter);
        parameters = Map.copyOf(parameters);
        connection = connection == null ? Connection.DEFAULT : connection;
        breaker = breaker == null ? BreakerPolicy.DEFAULT : breaker;
        require(
                probeSeconds >= 0 && probeSeconds <= MOST_PROBE_SECONDS,
                "probeSeconds",
                "must be 0 to " + MOST_PROBE_SECONDS);
        onCancel = onCancel == null ? OnCancel.UNKNOWN : onCancel;
    }

    /** Of a backend of which nobody knows what it does with a call that is given up. */
    public Handling(Map<String, Object> parameters, Connection connection, BreakerPolicy breaker, long probeSeconds) {
        this(parameters, connection, breaker, probeSeconds, OnCancel.UNKNOWN);
    }

    private static void requireParameter(String name, Object value) {
        require(name.matches(NAME), "parameters", "has '" + name + "', which is no field's name");
        String field = "parameters." + name;
        require(!NEVER.contains(name), field, "is the caller's to say");
        present(value, field);
        require(
                value instanceof Boolean
                        || value instanceof Number number && Double.isFinite(number.doubleValue())
                        || value instanceof String text && text.length() <= MOST_CHARACTERS,
                field,
                "must be a text of at most " + MOST_CHARACTERS + " characters, a number or a boolean");
    }
}
