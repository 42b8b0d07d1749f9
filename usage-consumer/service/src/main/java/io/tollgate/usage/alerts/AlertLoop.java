package io.tollgate.usage.alerts;

import io.tollgate.usage.alerts.Messenger.UndeliveredException;
import io.tollgate.usage.config.AlertConfig;
import io.tollgate.usage.config.KafkaConfig;
import io.tollgate.usage.store.lead.Lead;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Tells of the alerts that wait, in each way by a thread of its own, so that an address that does not answer keeps nobody
 * else waiting. Of several consumers one tells at a time. Start and stop it once.
 */
@Singleton
public final class AlertLoop {

    private static final Logger LOG = Logger.getLogger(AlertLoop.class);

    private final DataSource source;
    private final AlertStore store;
    private final AlertConfig config;
    private final KafkaConfig kafka;
    private final InstantSource clock;
    private final CountDownLatch stopping = new CountDownLatch(1);

    AlertLoop(DataSource source, AlertStore store, AlertConfig config, KafkaConfig kafka, InstantSource clock) {
        this.source = source;
        this.store = store;
        this.config = config;
        this.kafka = kafka;
        this.clock = clock;
    }

    /** Begins to tell. */
    public void start() {
        run(new AlertTopic(kafka));
        config.webhookUrl().ifPresent(address -> run(new Webhook(address, config, clock)));
    }

    /** Ends it. */
    public void stop() {
        stopping.countDown();
    }

    private void run(Messenger messenger) {
        Thread.ofVirtual().name("alerts-" + messenger.channel().wireName()).start(() -> {
            try (messenger) {
                do {
                    round(messenger);
                } while (!stopping.await(config.budgetInterval().toMillis(), TimeUnit.MILLISECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Tells of what waits, and counts what could not be told, whatever it failed with. */
    void round(Messenger messenger) throws InterruptedException {
        Channel channel = messenger.channel();
        try (Connection connection = source.getConnection();
                Lead lead = Lead.tryTake(connection, channel.task())) {
            if (lead.isTaken()) {
                for (Delivery delivery : store.waiting(connection, channel, clock.instant())) {
                    if (stopping.getCount() == 0) {
                        return;
                    }
                    deliver(connection, messenger, delivery);
                }
            }
        } catch (SQLException | RuntimeException e) {
            LOG.debugf("alerts wait: %s", e.getClass().getSimpleName());
        }
    }

    private void deliver(Connection connection, Messenger messenger, Delivery delivery)
            throws SQLException, InterruptedException {
        try {
            messenger.tell(delivery.alert());
        } catch (UndeliveredException e) {
            failed(connection, messenger.channel(), delivery, e.getMessage());
            return;
        } catch (RuntimeException e) {
            failed(connection, messenger.channel(), delivery, e.getClass().getSimpleName());
            return;
        }
        store.delivered(connection, messenger.channel(), delivery, clock.instant());
    }

    private void failed(Connection connection, Channel channel, Delivery delivery, String why) throws SQLException {
        boolean again = store.failed(connection, channel, delivery, clock.instant());
        if (!again || delivery.tries() == 0) {
            LOG.warnf(
                    "alert %s was not delivered as %s: %s; %s",
                    delivery.alert().id(), channel.wireName(), why, again ? "it is tried again" : "it is given up");
        }
    }
}
