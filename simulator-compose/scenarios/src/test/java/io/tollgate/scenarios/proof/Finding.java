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

    /** One line for people. */
    String line() {
        String verdict = wanted.isEmpty() ? "" : " (wanted: " + wanted + ") " + (met ? "met" : "NOT MET");
        return proof + ": " + what + ": " + figure + verdict;
    }
}
