package io.tollgate.usage.focus;

import java.math.BigInteger;
import java.time.Instant;

/**
 * A part of what a deployment costs in an hour or a day.
 *
 * @param bucket when the hour or day begins
 * @param origin who bears it; empty names for what nobody used
 * @param unused whether nobody used it
 * @param currency of the costs
 * @param cost what is paid, in 10<sup>-15</sup> of the currency
 * @param listCost the same before discounts
 */
record CapacityShare(
        Instant bucket, Usage.Origin origin, boolean unused, String currency, BigInteger cost, BigInteger listCost) {}
