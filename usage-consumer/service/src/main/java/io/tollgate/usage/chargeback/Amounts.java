package io.tollgate.usage.chargeback;

import java.math.BigInteger;

/**
 * What was counted in one row. Exact whatever the size.
 *
 * @param requests how many, and by how they ended
 * @param tokens how many, and of which kind
 * @param money what they cost
 */
record Amounts(Requests requests, Tokens tokens, Money money) {

    private static final BigInteger ZERO = BigInteger.ZERO;

    static final Amounts NOTHING = new Amounts(
            new Requests(0, 0, 0, 0, 0, 0, 0),
            new Tokens(ZERO, ZERO, ZERO, ZERO, ZERO, ZERO, ZERO, ZERO, ZERO),
            new Money(ZERO, ZERO, ZERO));

    record Requests(
            long all, long completed, long denied, long failed, long partial, long cancelled, long interrupted) {
        Requests plus(Requests other) {
            return new Requests(
                    all + other.all,
                    completed + other.completed,
                    denied + other.denied,
                    failed + other.failed,
                    partial + other.partial,
                    cancelled + other.cancelled,
                    interrupted + other.interrupted);
        }
    }

    record Tokens(
            BigInteger input,
            BigInteger cachedInput,
            BigInteger audioInput,
            BigInteger imageInput,
            BigInteger output,
            BigInteger reasoning,
            BigInteger audioOutput,
            BigInteger estimated,
            BigInteger unpriced) {
        BigInteger total() {
            return input.add(output);
        }

        Tokens plus(Tokens other) {
            return new Tokens(
                    input.add(other.input),
                    cachedInput.add(other.cachedInput),
                    audioInput.add(other.audioInput),
                    imageInput.add(other.imageInput),
                    output.add(other.output),
                    reasoning.add(other.reasoning),
                    audioOutput.add(other.audioOutput),
                    estimated.add(other.estimated),
                    unpriced.add(other.unpriced));
        }
    }

    /**
     * In 10<sup>-21</sup> of the currency.
     *
     * @param cost after discounts, corrections included
     * @param list before discounts, corrections included
     * @param adjustments the part of the cost that came by corrections
     */
    record Money(BigInteger cost, BigInteger list, BigInteger adjustments) {
        Money plus(Money other) {
            return new Money(cost.add(other.cost), list.add(other.list), adjustments.add(other.adjustments));
        }
    }

    Amounts plus(Amounts other) {
        return new Amounts(requests.plus(other.requests), tokens.plus(other.tokens), money.plus(other.money));
    }
}
