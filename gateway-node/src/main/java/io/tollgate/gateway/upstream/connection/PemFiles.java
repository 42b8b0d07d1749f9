package io.tollgate.gateway.upstream.connection;

import io.tollgate.catalog.backend.Connection;
import io.tollgate.gateway.upstream.credential.CredentialFiles;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystem;
import java.util.Optional;

/** What stands in the files of a connection. Shows nothing of it. */
record PemFiles(Optional<Buffer> trust, Optional<Buffer> chain, Optional<Buffer> key) {

    static final PemFiles NONE = new PemFiles(Optional.empty(), Optional.empty(), Optional.empty());

    /** Reads them, without blocking. Fails when one cannot be read, or when the key is no credential. */
    static Future<PemFiles> read(FileSystem files, CredentialFiles keys, Connection connection) {
        if (connection.trust().isEmpty() && connection.certificate().isEmpty()) {
            return Future.succeededFuture(NONE);
        }
        var trust = read(files, connection.trust());
        var chain = read(files, connection.certificate().map(Connection.ClientCertificate::chain));
        var key = connection
                .certificate()
                .map(certificate -> keys.read(certificate.key()).map(Optional::of))
                .orElseGet(() -> Future.succeededFuture(Optional.empty()));
        return Future.all(trust, chain, key).map(all -> new PemFiles(trust.result(), chain.result(), key.result()));
    }

    private static Future<Optional<Buffer>> read(FileSystem files, Optional<String> reference) {
        return reference
                .map(file -> files.readFile(file.substring("file:".length())).map(Optional::of))
                .orElseGet(() -> Future.succeededFuture(Optional.empty()));
    }

    @Override
    public String toString() {
        return "PemFiles[hidden]";
    }
}
