package io.tollgate.scenarios.proof.tenants.attack;

import java.util.List;
import java.util.stream.Stream;

/** What a caller can bring about at will. */
public final class Attacks {

    private Attacks() {}

    /** Heads and frames. */
    public static List<Attack> doors() {
        return DoorAttacks.all();
    }

    /** What every backend refuses. */
    public static List<Attack> refusals() {
        return RefusalAttacks.all();
    }

    /** Hanging up, and not reading. */
    public static List<Attack> leaving() {
        return LeavingAttacks.all();
    }

    /** What is begun and not ended. */
    public static List<Attack> memory() {
        return MemoryAttacks.all();
    }

    /** What belongs to others. */
    public static List<Attack> ownership() {
        return OwnershipAttacks.all();
    }

    /** More that nobody has reported. */
    public static List<Attack> others() {
        return OtherAttacks.all();
    }

    public static List<Attack> all() {
        return Stream.of(doors(), refusals(), leaving(), memory(), ownership(), others())
                .flatMap(List::stream)
                .toList();
    }
}
