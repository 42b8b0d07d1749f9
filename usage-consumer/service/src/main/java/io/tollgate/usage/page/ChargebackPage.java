package io.tollgate.usage.page;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Serves the page at {@code /chargeback} without a key: it holds no figures, and asks the API for them with the key that its
 * reader types in. The policy lets it load nothing from elsewhere and run nothing but its own files.
 */
@Singleton
final class ChargebackPage {

    static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
                    + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final String PATH = "/chargeback";
    private static final int BEFORE_FILES = -1_000;

    void register(@Observes Router router) {
        router.route(PATH + "/*").order(BEFORE_FILES).handler(ChargebackPage::protect);
        router.get(PATH).order(BEFORE_FILES + 1).handler(ChargebackPage::serve);
    }

    private static void protect(RoutingContext context) {
        HttpServerResponse response = context.response();
        response.putHeader("Content-Security-Policy", POLICY);
        response.putHeader("X-Content-Type-Options", "nosniff");
        response.putHeader("Referrer-Policy", "no-referrer");
        response.putHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.putHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.putHeader("Cache-Control", "no-cache");
        context.next();
    }

    /** The page's own addresses are relative to {@code /chargeback}, so that it also works behind a prefix. */
    private static void serve(RoutingContext context) {
        if (context.request().path().equals(PATH)) {
            context.reroute(PATH + "/index.html");
        } else {
            context.redirect("../chargeback");
        }
    }
}
