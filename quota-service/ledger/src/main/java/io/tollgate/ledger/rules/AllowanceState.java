package io.tollgate.ledger.rules;

/** What is known of one allowance. One that is not known is untouched: full, free, nothing consumed. */
public sealed interface AllowanceState permits BucketState, SlotsState, QuotaState {}
