package io.tollgate.bench.options;

/** A whole number on a command line. */
public final class WholeNumber {

    private WholeNumber() {}

    /**
     * The number that {@code value} says.
     *
     * @param name of the option, for the message
     * @throws IllegalArgumentException when it is not one from 1 to {@code most}
     */
    public static int of(String name, String value, int most) {
        if (value.matches("[0-9]{1,9}") && Integer.parseInt(value) >= 1 && Integer.parseInt(value) <= most) {
            return Integer.parseInt(value);
        }
        throw new IllegalArgumentException(
                "'" + name + "' must be a whole number from 1 to " + most + ", not '" + value + "'");
    }
}
