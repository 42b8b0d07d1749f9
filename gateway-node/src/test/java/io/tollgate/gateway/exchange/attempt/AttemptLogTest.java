package io.tollgate.gateway.exchange.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.catalog.Deployment;
import io.tollgate.catalog.backend.Connection;
import io.tollgate.gateway.support.Deployments;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttemptLogTest {

    private static final Deployment PTU = Deployments.ptu("ptu-1");
    private static final Deployment PAYG =
            Deployments.at("payg-1", URI.create("http://localhost:1"), Connection.DEFAULT);

    private final List<Deployment> called = new ArrayList<>();
    private final AttemptLog log = new AttemptLog(called::add);

    @Test
    void shouldSayThatACallBeginsBeforeItIsMade() {
        log.begin(PTU);
        assertThat(called).containsExactly(PTU);
        assertThat(log.attempts()).isEmpty();
    }

    @Test
    void shouldNameThePtuDeploymentThatWasPreferredAndFull() {
        log.full(PAYG);
        log.full(PTU);
        log.full(Deployments.ptu("ptu-2"));
        assertThat(log.spilledFrom(PAYG)).contains(PTU);
    }

    @Test
    void shouldNotCallItSpillingWhenAnotherPtuDeploymentServes() {
        log.full(PTU);
        assertThat(log.spilledFrom(Deployments.ptu("ptu-2"))).isEmpty();
    }

    @Test
    void shouldNotCallItSpillingWhenNoPtuDeploymentWasFull() {
        log.full(PAYG);
        assertThat(log.spilledFrom(PAYG)).isEmpty();
    }
}
