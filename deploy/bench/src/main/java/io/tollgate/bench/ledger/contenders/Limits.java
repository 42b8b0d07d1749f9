package io.tollgate.bench.ledger.contenders;

import io.tollgate.ledger.Bucket;
import io.tollgate.ledger.Debit;
import io.tollgate.ledger.Usage;
import java.util.ArrayList;
import java.util.List;

/** Token and request limits in turn, named as a gateway names them, and too large to deny anything. */
final class Limits {

    static final long PER_MINUTE = 10_000_000_000L;
    static final long RESERVED_TOKENS = 500;

    private static final long USED_TOKENS = 321;
    private static final List<String> NAMES = List.of(
            "tenant:tokens-per-minute",
            "tenant:requests-per-minute",
            "key:k-1:tokens-per-minute",
            "key:k-1:requests-per-minute",
            "tenant:tokens-per-minute@gpt-4o",
            "tenant:requests-per-minute@gpt-4o",
            "key:k-1:tokens-per-minute@gpt-4o",
            "key:k-1:requests-per-minute@gpt-4o");

    private Limits() {}

    static List<String> names(int count) {
        return NAMES.subList(0, count);
    }

    static boolean countsTokens(String name) {
        return name.contains("tokens");
    }

    static long amount(String name) {
        return countsTokens(name) ? RESERVED_TOKENS : 1;
    }

    static List<Debit> debits(int count) {
        List<Debit> debits = new ArrayList<>();
        for (String name : names(count)) {
            debits.add(new Debit(new Bucket(name, PER_MINUTE, PER_MINUTE), amount(name)));
        }
        return List.copyOf(debits);
    }

    /** Fewer tokens than were reserved; a request stays one. */
    static List<Usage> usages(int count) {
        List<Usage> usages = new ArrayList<>();
        for (String name : names(count)) {
            if (countsTokens(name)) {
                usages.add(new Usage(new Bucket(name, PER_MINUTE, PER_MINUTE), USED_TOKENS));
            }
        }
        return List.copyOf(usages);
    }
}
