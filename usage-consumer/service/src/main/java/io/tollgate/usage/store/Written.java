package io.tollgate.usage.store;

/**
 * What became of some records.
 *
 * @param ingested events that are new
 * @param duplicates events that were there already
 * @param deadLetters records that were put aside, or stay so
 */
public record Written(int ingested, int duplicates, int deadLetters) {

    /** Nothing. */
    public static final Written NOTHING = new Written(0, 0, 0);

    /** Both together. */
    public Written plus(Written other) {
        return new Written(ingested + other.ingested, duplicates + other.duplicates, deadLetters + other.deadLetters);
    }
}
