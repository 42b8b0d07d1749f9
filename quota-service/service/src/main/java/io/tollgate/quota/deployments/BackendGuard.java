package io.tollgate.quota.deployments;

import io.tollgate.catalog.Deployment;
import io.tollgate.catalog.rules.AddressPolicy;
import io.tollgate.catalog.rules.CredentialPolicy;
import io.tollgate.catalog.rules.InvalidCatalogException;
import io.tollgate.quota.crud.Fields;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Refuses deployments whose URL or proxy leads to an address that {@link AddressPolicy} does not allow, or whose credential
 * {@link CredentialPolicy} does not.
 *
 * <p>A name that does not resolve here is accepted, since some names resolve from the nodes alone; and one that resolves to
 * something else tomorrow is beyond what can be seen today. Nodes therefore look again at every address they connect to.
 * Thread-safe; blocks as long as {@link HostLookup} does.
 */
@Singleton
public class BackendGuard {

    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    private final AddressPolicy policy;
    private final CredentialPolicy credentials;
    private final HostLookup lookup;

    public BackendGuard(AddressPolicy policy, CredentialPolicy credentials, HostLookup lookup) {
        this.policy = policy;
        this.credentials = credentials;
        this.lookup = lookup;
    }

    /**
     * @throws InvalidCatalogException naming {@code url}, {@code credential} or a field of {@code connection}
     */
    public void require(Deployment deployment) {
        require(deployment, addresses(List.of(deployment)));
    }

    /**
     * As for each, looked up together.
     *
     * @throws InvalidCatalogException naming the field within the one at fault, such as {@code deployments[2].url}
     */
    public void requireAll(List<Deployment> deployments, String section) {
        var addresses = addresses(deployments);
        Fields.each(deployments, section, deployment -> {
            require(deployment, addresses);
            return deployment;
        });
    }

    private Map<String, List<InetAddress>> addresses(List<Deployment> deployments) {
        return lookup.addresses(deployments.stream()
                .flatMap(deployment ->
                        Stream.concat(Stream.of(deployment.url()), deployment.handling().connection().proxy().stream()))
                .map(URI::getHost)
                .filter(Predicate.not(BackendGuard::isNumeric))
                .collect(Collectors.toSet()));
    }

    private void require(Deployment deployment, Map<String, List<InetAddress>> addresses) {
        require(deployment.credential(), "credential");
        deployment
                .handling()
                .connection()
                .certificate()
                .ifPresent(certificate -> require(certificate.key(), "connection.certificate.key"));
        require(deployment.url(), "url", addresses);
        deployment.handling().connection().proxy().ifPresent(proxy -> require(proxy, "connection.proxy", addresses));
    }

    private void require(String credential, String field) {
        credentials.fault(credential).ifPresent(fault -> {
            throw new InvalidCatalogException(field, fault);
        });
    }

    private void require(URI url, String field, Map<String, List<InetAddress>> addresses) {
        String host = url.getHost();
        if (AddressPolicy.isAmbiguous(host)) {
            throw new InvalidCatalogException(field, "must have a name or a whole IP address for its host");
        }
        List<InetAddress> known = AddressPolicy.literal(host)
                .map(List::of)
                .orElseGet(() -> AddressPolicy.isThisMachine(host)
                        ? List.of(LOOPBACK)
                        : addresses.getOrDefault(host, List.of()));
        boolean listed = known.isEmpty()
                ? policy.isListed(host, Optional.empty())
                : known.stream().allMatch(address -> policy.isListed(host, Optional.of(address)));
        if (!listed) {
            throw new InvalidCatalogException(field, "must be at a host that TOLLGATE_BACKENDS_ONLY names");
        }
        known.stream()
                .filter(address -> !policy.isOpen(host, address))
                .findFirst()
                .ifPresent(address -> {
                    throw new InvalidCatalogException(
                            field,
                            "leads to " + address.getHostAddress()
                                    + ", which is not a public address; TOLLGATE_BACKENDS_ALLOWED can allow it");
                });
    }

    private static boolean isNumeric(String host) {
        return AddressPolicy.isAmbiguous(host) || AddressPolicy.literal(host).isPresent();
    }
}
