package io.tollgate.usage.alerts;

import io.tollgate.usage.config.AlertConfig;
import io.tollgate.usage.http.BoundedHttp;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.InstantSource;

/** Calls an address with an alert, as a CloudEvent in HTTP's binary mode. An answer of 2xx means that it has arrived. */
final class Webhook implements Messenger {

    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private final BoundedHttp http = new BoundedHttp(DEADLINE, 0);
    private final URI address;
    private final AlertConfig config;
    private final InstantSource clock;

    Webhook(URI address, AlertConfig config, InstantSource clock) {
        this.address = address;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public Channel channel() {
        return Channel.WEBHOOK;
    }

    @Override
    public void tell(Alert alert) throws UndeliveredException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .header("content-type", "application/json")
                .header("ce-specversion", "1.0")
                .header("ce-id", alert.id())
                .header("ce-type", Alert.TYPE)
                .header("ce-source", alert.source())
                .header("ce-time", alert.reachedAt().toString())
                .POST(BodyPublishers.ofString(alert.message()));
        config.webhookSecret()
                .ifPresent(secret ->
                        request.header("x-tollgate-signature", Signature.of(secret, clock.instant(), alert.message())));
        try {
            int status = http.status(request.build());
            if (status / 100 != 2) {
                throw new UndeliveredException("answer " + status);
            }
        } catch (IOException e) {
            throw new UndeliveredException(e.getClass().getSimpleName());
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
