package io.tollgate.gateway.upstream.connection;

import java.net.URI;

/** The port of a backend's URL. */
public final class Port {

    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private Port() {}

    /** As the URL says, else as its scheme does. */
    public static int of(URI url) {
        if (url.getPort() > 0) {
            return url.getPort();
        }
        return "https".equals(url.getScheme()) ? HTTPS : HTTP;
    }
}
