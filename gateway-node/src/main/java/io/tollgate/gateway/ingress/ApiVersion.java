package io.tollgate.gateway.ingress;

import io.tollgate.gateway.model.GatewayFailure;
import io.tollgate.gateway.model.PathFamily;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The rule for {@code api-version}: required on the Azure classic paths, optional elsewhere, and everywhere a date, with
 * or without {@code -preview}, or one of the names that the v1 API takes.
 */
final class ApiVersion {

    private static final Pattern FORM = Pattern.compile("\\d{4}-\\d{2}-\\d{2}(-preview)?|v1|preview|latest");

    private ApiVersion() {}

    static Optional<GatewayFailure> check(PathFamily family, String value) {
        if (value == null) {
            return family == PathFamily.AZURE_CLASSIC
                    ? Optional.of(new GatewayFailure.Malformed(
                            "Missing required query parameter: 'api-version'.",
                            "api-version",
                            "missing_required_parameter"))
                    : Optional.empty();
        }
        return FORM.matcher(value).matches()
                ? Optional.empty()
                : Optional.of(new GatewayFailure.Malformed(
                        "Invalid value for 'api-version': use a date such as 2024-10-21.",
                        "api-version",
                        "invalid_api_version"));
    }
}
