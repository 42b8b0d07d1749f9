package io.tollgate.gateway.admission.lease;

import io.tollgate.ledger.LeaseRenewal;
import io.tollgate.ledger.Ledger;
import io.tollgate.ledger.LedgerUnavailableException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** A ledger whose commands are counted, and that can be away. */
final class WatchedLedger implements InvocationHandler {

    enum State {
        THERE,
        AWAY,
        ANSWERS_ARE_LOST
    }

    final AtomicLong calls = new AtomicLong();
    final List<LeaseRenewal> renewals = new ArrayList<>();
    volatile State state = State.THERE;
    private final Ledger behind;

    WatchedLedger(Ledger behind) {
        this.behind = behind;
    }

    Ledger ledger() {
        return (Ledger) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Ledger.class}, this);
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] args) throws ReflectiveOperationException {
        calls.incrementAndGet();
        if (args[0] instanceof LeaseRenewal renewal) {
            synchronized (renewals) {
                renewals.add(renewal);
            }
        }
        Object answer = state == State.AWAY ? null : method.invoke(behind, args);
        return state == State.THERE
                ? answer
                : CompletableFuture.failedFuture(new LedgerUnavailableException("away", null));
    }
}
