package io.tollgate.usage.report;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** A piece of a statement with the values of its parameters, in order. Text comes from this program only, values from callers. Immutable. */
public record Sql(String text, List<Object> parameters) {

    /** Nothing. */
    public static final Sql NOTHING = new Sql("", List.of());

    public Sql {
        parameters = List.copyOf(parameters);
    }

    /** {@code text} with a value for each of its question marks: a string, an instant, a number or strings for an array. */
    public static Sql of(String text, Object... parameters) {
        return new Sql(text, Arrays.asList(parameters));
    }

    /** This and {@code next} behind it. */
    public Sql plus(Sql next) {
        List<Object> all = new ArrayList<>(parameters);
        all.addAll(next.parameters);
        return new Sql(text + next.text, all);
    }

    /** This and {@code next} behind it. */
    public Sql plus(String next, Object... values) {
        return plus(of(next, values));
    }

    /** All of {@code parts}, with {@code separator} between them. */
    public static Sql join(String separator, Collection<Sql> parts) {
        Sql joined = NOTHING;
        for (Sql part : parts) {
            joined = joined.text.isEmpty() ? part : joined.plus(separator).plus(part);
        }
        return joined;
    }

    /** The statement, ready to run; the caller closes it. */
    public PreparedStatement prepare(Connection connection) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(text);
        try {
            int index = 1;
            for (Object parameter : parameters) {
                bind(connection, statement, index++, parameter);
            }
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }

    private static void bind(Connection connection, PreparedStatement statement, int index, Object value)
            throws SQLException {
        switch (value) {
            case Collection<?> texts -> statement.setArray(index, connection.createArrayOf("text", texts.toArray()));
            case Instant instant -> statement.setString(index, instant.toString());
            case Integer number -> statement.setInt(index, number);
            case Long number -> statement.setLong(index, number);
            default -> statement.setString(index, value.toString());
        }
    }
}
