package io.tollgate.gateway.exchange.attempt;

import io.tollgate.gateway.exchange.attempt.Attempt.Candidate;
import io.tollgate.gateway.exchange.attempt.Attempt.Verdict;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A first attempt, and a second beside it when the first is slow. The first of the two to open is the race's verdict, and the
 * other is given up at once; when none opens, the verdict is that of the last to fail.
 */
final class Race {

    private final Supplier<Future<Optional<Candidate>>> second;
    private final Function<Candidate, Attempt> begin;
    private final List<Attempt> inIt = new ArrayList<>(2);
    private final Promise<Verdict> verdict = Promise.promise();
    private boolean choosing;
    private Verdict last;

    /**
     * @param second who is to be called beside the first, empty for nobody
     * @param begin makes an attempt, not started
     */
    Race(Supplier<Future<Optional<Candidate>>> second, Function<Candidate, Attempt> begin) {
        this.second = second;
        this.begin = begin;
    }

    /** Starts {@code first}, and the second {@code afterMillis} later if there is no verdict by then. */
    Future<Verdict> run(Attempt first, long afterMillis) {
        Runnable cancel = first.course.stages().after(Math.max(1, afterMillis), this::join);
        verdict.future().onComplete(over -> cancel.run());
        enter(first);
        return verdict.future();
    }

    private void enter(Attempt attempt) {
        inIt.add(attempt);
        attempt.verdict().onSuccess(came -> out(attempt, came));
        attempt.start();
    }

    private void out(Attempt attempt, Verdict came) {
        if (!inIt.remove(attempt)) {
            return;
        }
        last = came;
        if (came instanceof Verdict.Open) {
            List<Attempt> slower = List.copyOf(inIt);
            inIt.clear();
            slower.forEach(loser -> loser.giveUp(Attempt.HEDGE_LOST));
            verdict.complete(came);
        } else {
            endIfAlone();
        }
    }

    private void endIfAlone() {
        if (inIt.isEmpty() && !choosing) {
            verdict.tryComplete(last);
        }
    }

    private void join() {
        choosing = true;
        Future.succeededFuture()
                .compose(now -> second.get())
                .onSuccess(this::chosen)
                .onFailure(fault -> chosen(Optional.empty()));
    }

    private void chosen(Optional<Candidate> candidate) {
        choosing = false;
        if (verdict.future().isComplete()) {
            candidate.ifPresent(unneeded -> unneeded.hold().release());
        } else {
            candidate.ifPresent(next -> enter(begin.apply(next)));
            endIfAlone();
        }
    }
}
