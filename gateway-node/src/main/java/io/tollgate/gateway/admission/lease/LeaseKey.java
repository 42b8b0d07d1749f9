package io.tollgate.gateway.admission.lease;

import io.tollgate.gateway.admission.Demand;
import io.tollgate.ledger.limits.ApplicableLimit;
import java.util.List;

/** Which limits of which account a request names, whatever their rules are at the moment. */
final class LeaseKey {

    private final String account;
    private final List<ApplicableLimit> limits;
    private final int hash;

    LeaseKey(Demand demand) {
        account = demand.account();
        limits = demand.limits();
        int all = account.hashCode();
        for (int i = 0; i < limits.size(); i++) {
            all = 31 * all + id(i).hashCode();
        }
        hash = all;
    }

    private String id(int at) {
        return limits.get(at).allowance().id();
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof LeaseKey key)
                || key.hash != hash
                || key.limits.size() != limits.size()
                || !key.account.equals(account)) {
            return false;
        }
        for (int i = 0; i < limits.size(); i++) {
            if (!id(i).equals(key.id(i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
