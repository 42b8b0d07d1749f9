package io.tollgate.scenarios.calls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate for the loopback address that nobody trusts but who is told to, made by the JDK's {@code keytool}.
 *
 * @param pem the certificate alone
 * @param server TLS for who has its key
 */
public record OwnCertificate(Path pem, SSLContext server) {

    private static final String PASSWORD = "of-no-secret";
    private static final int KEYTOOL_SECONDS = 60;

    /** Makes one in a directory of its own below {@code directory}. */
    public static OwnCertificate make(Path directory) {
        try {
            Files.createDirectories(directory);
            Path store = Files.createTempDirectory(directory, "certificate").resolve("store.p12");
            Path pem = store.resolveSibling("certificate.pem");
            keytool(
                    store,
                    "-genkeypair",
                    "-alias",
                    "own",
                    "-keyalg",
                    "EC",
                    "-groupname",
                    "secp256r1",
                    "-dname",
                    "CN=127.0.0.1",
                    "-ext",
                    "SAN=ip:127.0.0.1",
                    "-validity",
                    "2");
            keytool(store, "-exportcert", "-rfc", "-alias", "own", "-file", pem.toString());
            return new OwnCertificate(pem, context(store));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void keytool(Path store, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!process.waitFor(KEYTOOL_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException("keytool " + arguments[0] + " failed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while keytool was at work", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static SSLContext context(Path store) throws IOException {
        try (var in = Files.newInputStream(store)) {
            var keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD.toCharArray());
            var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(keys, PASSWORD.toCharArray());
            var context = SSLContext.getInstance("TLS");
            context.init(factory.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK cannot do TLS", e);
        }
    }
}
