package io.tollgate.usage.report;

import java.util.Optional;

/** A tag of requests, {@code tag:<name>} in parameters. A request without it has the value "". */
public record Tag(String name) implements Grouping {

    private static final String PREFIX = "tag:";
    private static final int LONGEST_NAME = 128;

    /** The tag that {@code parameter} names. */
    static Optional<Grouping> named(String parameter) {
        return Optional.of(parameter)
                .filter(text -> text.startsWith(PREFIX))
                .map(text -> text.substring(PREFIX.length()))
                .filter(name -> !name.isEmpty() && name.length() <= LONGEST_NAME && name.indexOf('\0') < 0)
                .map(Tag::new);
    }

    @Override
    public String parameter() {
        return PREFIX + name;
    }

    @Override
    public boolean ofEvents() {
        return true;
    }

    @Override
    public boolean filters() {
        return true;
    }

    @Override
    public Sql sql() {
        return Sql.of("coalesce(e.tags ->> ?, '')", name);
    }

    @Override
    public Sql ofCapacity() {
        return Sql.of("''");
    }
}
