package io.tollgate.scenarios.proof;

import io.tollgate.scenarios.proof.ledger.LedgerProofs;
import io.tollgate.scenarios.proof.routing.RoutingProofs;
import io.tollgate.scenarios.proof.tenants.TenantsProofs;
import io.tollgate.scenarios.proof.usage.UsageProofs;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What there is to prove something about. */
enum Subject {
    LEDGER("ledger"),
    ROUTING("routing"),
    USAGE("usage"),
    TENANTS("tenants");

    private final String text;

    Subject(String text) {
        this.text = text;
    }

    /** As the command line names it. */
    String text() {
        return text;
    }

    List<Proof> proofs() {
        return switch (this) {
            case LEDGER -> LedgerProofs.all();
            case ROUTING -> RoutingProofs.all();
            case USAGE -> UsageProofs.all();
            case TENANTS -> TenantsProofs.all();
        };
    }

    /** The names of its proofs, in the order in which they are run. */
    List<String> names() {
        return proofs().stream().map(Proof::name).toList();
    }

    static Optional<Subject> of(String text) {
        return Arrays.stream(values())
                .filter(subject -> subject.text.equals(text))
                .findFirst();
    }
}
