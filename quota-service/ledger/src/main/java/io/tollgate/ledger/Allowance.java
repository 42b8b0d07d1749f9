package io.tollgate.ledger;

/**
 * The rule of something that can be taken from an account. The state is the store's; the rule comes with every command,
 * so that a changed limit is in force with the next request.
 */
public sealed interface Allowance permits Bucket, Slots, PeriodQuota {

    /** Unique within the account; 1 to 256 characters, no control character, not starting with '#'. */
    String id();

    /** The most that could ever be available at once; a debit above it never fits. */
    long capacity();
}
