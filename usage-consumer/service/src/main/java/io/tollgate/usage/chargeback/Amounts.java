package io.tollgate.usage.chargeback;

import java.math.BigInteger;

/**
 * What was counted in one row. Exact whatever the size.
 *
 * @param requests how many, and by how they ended
 * @param tokens how many, and of which kind
 * @param cost in 10<sup>-15</sup> of the currency: nano-units per million tokens, times tokens
 */
record Amounts(Requests requests, Tokens tokens, BigInteger cost) {

    static final Amounts NOTHING = new Amounts(
            new Requests(0, 0, 0, 0, 0, 0),
            new Tokens(
                    BigInteger.ZERO,
                    BigInteger.ZERO,
                    BigInteger.ZERO,
                    BigInteger.ZERO,
                    BigInteger.ZERO,
                    BigInteger.ZERO),
            BigInteger.ZERO);

    record Requests(long all, long completed, long denied, long failed, long partial, long cancelled) {
        Requests plus(Requests other) {
            return new Requests(
                    all + other.all,
                    completed + other.completed,
                    denied + other.denied,
                    failed + other.failed,
                    partial + other.partial,
                    cancelled + other.cancelled);
        }
    }

    record Tokens(
            BigInteger input,
            BigInteger cachedInput,
            BigInteger output,
            BigInteger reasoning,
            BigInteger estimated,
            BigInteger unpriced) {
        BigInteger total() {
            return input.add(output);
        }

        Tokens plus(Tokens other) {
            return new Tokens(
                    input.add(other.input),
                    cachedInput.add(other.cachedInput),
                    output.add(other.output),
                    reasoning.add(other.reasoning),
                    estimated.add(other.estimated),
                    unpriced.add(other.unpriced));
        }
    }

    Amounts plus(Amounts other) {
        return new Amounts(requests.plus(other.requests), tokens.plus(other.tokens), cost.add(other.cost));
    }
}
