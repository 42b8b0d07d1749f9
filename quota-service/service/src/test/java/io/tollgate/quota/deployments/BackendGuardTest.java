package io.tollgate.quota.deployments;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tollgate.catalog.Deployment;
import io.tollgate.catalog.backend.BackendApi;
import io.tollgate.catalog.backend.CapacityType;
import io.tollgate.catalog.backend.Connection;
import io.tollgate.catalog.backend.Handling;
import io.tollgate.catalog.rules.AddressPolicy;
import io.tollgate.catalog.rules.CredentialPolicy;
import io.tollgate.catalog.rules.InvalidCatalogException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackendGuardTest {

    private static final Map<String, List<String>> NAMES = Map.of(
            "public.example", List.of("203.0.113.7", "2a01:111::1"),
            "rebound.example", List.of("203.0.113.7", "169.254.169.254"),
            "ptu-1", List.of("172.18.0.5"));

    private static final CredentialPolicy CREDENTIALS = CredentialPolicy.parse(Optional.empty(), Optional.empty());

    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final CountDownLatch never = new CountDownLatch(1);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void shouldRefuseANameOfWhichOneAddressIsPrivate() {
        assertThatCode(() -> guard("").require(deployment("https://public.example")))
                .doesNotThrowAnyException();
        assertThatExceptionOfType(InvalidCatalogException.class)
                .isThrownBy(() -> guard("").require(deployment("https://rebound.example")))
                .withMessageStartingWith("'url' leads to 169.254.169.254, which is not a public address");
    }

    @Test
    void shouldTakeANameThatTheOperatorAllows() {
        assertThatCode(() -> guard("ptu-1").require(deployment("http://ptu-1:8080")))
                .doesNotThrowAnyException();
        assertThatExceptionOfType(InvalidCatalogException.class)
                .isThrownBy(() -> guard("ptu-2").require(deployment("http://ptu-1:8080")));
    }

    @Test
    void shouldTakeANameThatNobodyKnowsHere() {
        assertThatCode(() -> guard("").require(deployment("https://unknown.example")))
                .doesNotThrowAnyException();
    }

    @Test
    void shouldNotWaitForNamesWithoutEnd() {
        assertThatCode(() -> guard("").require(deployment("https://silent.example")))
                .doesNotThrowAnyException();
    }

    @Test
    void shouldSayWhichOfManyIsAtFault() {
        var deployments = List.of(deployment("https://public.example"), deployment("https://rebound.example"));

        assertThatExceptionOfType(InvalidCatalogException.class)
                .isThrownBy(() -> guard("").requireAll(deployments, "deployments"))
                .extracting(InvalidCatalogException::field)
                .isEqualTo("deployments[1].url");
    }

    @Test
    void shouldLookAtTheProxyToo() {
        assertThatExceptionOfType(InvalidCatalogException.class)
                .isThrownBy(() -> guard("").require(deployment("https://public.example", "http://ptu-1:3128")))
                .extracting(InvalidCatalogException::field)
                .isEqualTo("connection.proxy");
    }

    @Test
    void shouldTakeThoseHostsAloneThatTheOperatorNames() {
        var only = new BackendGuard(
                AddressPolicy.parse("ptu-1").onlyAmong("public.example, *.azure.example, ptu-1"),
                CREDENTIALS,
                lookup());

        for (String url : List.of("https://public.example", "https://x.azure.example", "http://ptu-1:8080")) {
            assertThatCode(() -> only.require(deployment(url))).doesNotThrowAnyException();
        }
        for (String url : List.of("https://unknown.example", "https://203.0.113.7", "https://azure.example")) {
            assertThatExceptionOfType(InvalidCatalogException.class)
                    .isThrownBy(() -> only.require(deployment(url)))
                    .withMessageContaining("TOLLGATE_BACKENDS_ONLY");
        }
        assertThatExceptionOfType(InvalidCatalogException.class)
                .isThrownBy(() -> only.require(deployment("https://public.example", "http://203.0.113.7:3128")))
                .extracting(InvalidCatalogException::field)
                .isEqualTo("connection.proxy");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://0xA9FEA9FE",
                "http://0xa9fea9fe.",
                "http://2852039166",
                "http://2852039166.:80",
                "http://0251.0376.0251.0376",
                "http://169.254.43518",
                "http://169.254.169.254.",
                "http://[::ffff:a9fe:a9fe]",
                "http://[::FFFF:169.254.169.254]",
                "http://localhost",
                "http://localhost.",
                "http://LOCALHOST.:8080",
                "http://a.localhost",
                "http://localhost.localdomain",
                "http://ip6-localhost"
            })
    void shouldRefuseThisMachineAndItsNeighboursHoweverTheyAreWritten(String url) {
        assertThatExceptionOfType(InvalidCatalogException.class)
                .isThrownBy(() -> guard("").require(deployment(url)))
                .extracting(InvalidCatalogException::field)
                .isEqualTo("url");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "env:TOLLGATE_ADMIN_KEY",
                "env:PATH",
                "env:TOLLGATE_BACKEND",
                "env:tollgate_backend_KEY",
                "file:/etc/hostname",
                "file:/etc/tollgate/credentials",
                "file:/etc/tollgate/credentials/",
                "file:/etc/tollgate/credentials/../../hostname",
                "file:/etc/tollgate/credentials/x/../key",
                "file:/etc/tollgate/credentialsx/key",
                "file:/proc/self/environ"
            })
    void shouldRefuseSecretsThatAreNoCredentialsOfBackends(String credential) {
        assertThatExceptionOfType(InvalidCatalogException.class)
                .isThrownBy(() -> guard("").require(deployment("https://public.example", null, credential)))
                .extracting(InvalidCatalogException::field)
                .isEqualTo("credential");
    }

    @Test
    void shouldTakeCredentialsOfBackends() {
        for (String credential : List.of(
                "env:TOLLGATE_BACKEND_PTU_1",
                "env:TOLLGATE_DEMO_BACKEND_KEY",
                "file:/etc/tollgate/credentials/a/b",
                "file:/etc/tollgate//credentials/./key")) {
            assertThatCode(() -> guard("").require(deployment("https://public.example", null, credential)))
                    .doesNotThrowAnyException();
        }
    }

    private BackendGuard guard(String allowed) {
        return new BackendGuard(AddressPolicy.parse(allowed), CREDENTIALS, lookup());
    }

    private HostLookup lookup() {
        return new HostLookup(this::addresses, threads, Duration.ofMillis(300));
    }

    private InetAddress[] addresses(String host) throws UnknownHostException {
        if (host.equals("silent.example")) {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        if (!NAMES.containsKey(host)) {
            throw new UnknownHostException(host);
        }
        return NAMES.get(host).stream().map(InetAddress::ofLiteral).toArray(InetAddress[]::new);
    }

    private static Deployment deployment(String url) {
        return deployment(url, null);
    }

    private static Deployment deployment(String url, String proxy) {
        return deployment(url, proxy, "env:TOLLGATE_BACKEND_KEY");
    }

    private static Deployment deployment(String url, String proxy, String credential) {
        var connection = new Connection(
                0,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.ofNullable(proxy).map(URI::create));
        return new Deployment(
                "d",
                URI.create(url),
                BackendApi.OPENAI,
                Optional.empty(),
                "m",
                "m",
                CapacityType.PAYG,
                "r",
                credential,
                true,
                Optional.empty(),
                new Handling(Map.of(), connection, null, 0));
    }
}
