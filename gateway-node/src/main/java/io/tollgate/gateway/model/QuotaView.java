package io.tollgate.gateway.model;

import io.tollgate.catalog.Limit;
import io.tollgate.catalog.LimitKind;
import io.tollgate.ledger.Level;
import io.tollgate.ledger.limits.ApplicableLimit;
import java.util.List;
import java.util.Optional;

/**
 * What the limits that apply to a request held when it was decided.
 *
 * @param limits the limits
 * @param levels their levels, in the same order; empty when they are not known
 */
public record QuotaView(List<ApplicableLimit> limits, List<Level> levels) {

    /** No limit applies. */
    public static final QuotaView NONE = new QuotaView(List.of(), List.of());

    /** Of the limits of this kind that refuse, the one with least left. */
    public Optional<Level> tightest(LimitKind kind) {
        Level tightest = null;
        for (int i = 0; i < levels.size(); i++) {
            Limit limit = limits.get(i).limit();
            if (limit.kind() == kind
                    && !limit.shadow()
                    && (tightest == null || levels.get(i).available() < tightest.available())) {
                tightest = levels.get(i);
            }
        }
        return Optional.ofNullable(tightest);
    }

    /** What this limit held. */
    public Optional<Level> level(ApplicableLimit limit) {
        int at = limits.indexOf(limit);
        return at < 0 || levels.isEmpty() ? Optional.empty() : Optional.of(levels.get(at));
    }
}
