package io.tollgate.ledger.rules;

/**
 * Slots at a moment.
 *
 * @param held by the open reservations together
 */
public record SlotsState(long held) implements AllowanceState {

    /** Nobody holds any. */
    public static final SlotsState FREE = new SlotsState(0);

    SlotsState take(long slots) {
        return new SlotsState(held + slots);
    }

    SlotsState giveBack(long slots) {
        return new SlotsState(Math.max(0, held - slots));
    }
}
