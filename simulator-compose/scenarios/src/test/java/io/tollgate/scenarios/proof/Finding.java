package io.tollgate.scenarios.proof;

/**
 * A figure, and what it had to be.
 *
 * @param proof whose
 * @param what was measured
 * @param figure with its unit
 * @param wanted the bound with its unit; empty when nothing was promised
 * @param met whether it is as promised
 */
record Finding(String proof, String what, String figure, String wanted, boolean met) {

    /** Whether it is a time, in seconds or parts of one. */
    boolean isDuration() {
        return wanted.matches(".*[0-9] (s|ms|µs)");
    }

    /** One line for people. */
    String line() {
        String verdict = wanted.isEmpty() ? "" : " (wanted: " + wanted + ") " + (met ? "met" : "NOT MET");
        return proof + ": " + what + ": " + figure + verdict;
    }
}
