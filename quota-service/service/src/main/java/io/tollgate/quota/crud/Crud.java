package io.tollgate.quota.crud;

import io.tollgate.catalog.rules.InvalidCatalogException;
import io.tollgate.quota.http.ETags;
import io.tollgate.quota.http.PageOptions;
import io.tollgate.quota.http.Problem;
import io.tollgate.quota.http.ProblemException;
import io.tollgate.quota.http.WriteOptions;
import io.tollgate.quota.store.CatalogStore;
import io.tollgate.quota.store.Changed;
import io.tollgate.quota.store.RecordType;
import io.tollgate.quota.store.Stored;
import io.tollgate.quota.store.Tx;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The five operations on a type of record. Thread-safe.
 *
 * @param type where the records stand
 * @param toDocument how they are shown
 * @param store the catalog
 * @param announcer what follows a write
 * @param check objects to a document's record before the catalog is asked
 */
public record Crud<T extends Record, D extends ResourceDocument<T, D>>(
        RecordType<T> type, Function<T, D> toDocument, CatalogStore store, Announcer announcer, Consumer<T> check) {

    /** Nothing to object to but what records and the catalog do. */
    public Crud(RecordType<T> type, Function<T, D> toDocument, CatalogStore store, Announcer announcer) {
        this(type, toDocument, store, announcer, record -> {});
    }

    public Page<D> list(PageOptions options) {
        int most = options.size() + 1;
        List<T> found = store.read(tx -> tx.rows(type).page(options.start(), most)).stream()
                .map(Stored::value)
                .toList();
        return Page.of(found, options, type.idOf(), toDocument);
    }

    public Response get(String id, String ifNoneMatch) {
        Stored<T> row = store.read(tx -> existing(tx, type, id));
        return shown(row, ifNoneMatch, toDocument);
    }

    /** Makes the record what the document says, and creates it if need be. */
    public Response put(String id, D document, WriteOptions options) {
        options.waitsUntilApplied();
        T record = read(id, document).toRecord();
        check.accept(record);
        return write(options, tx -> {
            var known = tx.rows(type).find(id);
            ETags.require(options, known.map(Stored::version));
            return new Written<>(tx.rows(type).put(type.inPlaceOf(known, record)), known.isEmpty());
        });
    }

    /** Creates the record; one of the same identifier must not exist. */
    public Response post(D document, WriteOptions options) {
        options.waitsUntilApplied();
        T record = present(document).toRecord();
        check.accept(record);
        String id = type.idOf().apply(record);
        return write(options, tx -> {
            if (tx.rows(type).find(id).isPresent()) {
                throw new ProblemException(
                        Problem.conflict("id", type.noun() + " '" + id + "' exists; use PUT to change it"));
            }
            return new Written<>(tx.rows(type).put(record), true);
        });
    }

    /** Changes what stands: {@code edit} makes the new record of the old one. */
    public static <T extends Record> Changed<Stored<T>> edit(
            CatalogStore store, RecordType<T> type, String id, WriteOptions options, UnaryOperator<T> edit) {
        options.waitsUntilApplied();
        return store.change(tx -> {
            var row = existing(tx, type, id);
            ETags.require(options, Optional.of(row.version()));
            return tx.rows(type).put(edit.apply(row.value()));
        });
    }

    /** Deletes the record unless {@code objection} throws. */
    public Response delete(String id, WriteOptions options, Consumer<Tx> objection) {
        options.waitsUntilApplied();
        var changed = store.change(tx -> {
            ETags.require(options, Optional.of(existing(tx, type, id).version()));
            objection.accept(tx);
            return tx.rows(type).delete(id);
        });
        return announcer.announce(Response.noContent(), changed.version(), options);
    }

    /** The record, or the problem that it does not exist. */
    public static <T extends Record> Stored<T> existing(Tx tx, RecordType<T> type, String id) {
        return tx.rows(type).find(id).orElseThrow(() -> new ProblemException(Problem.notFound(type.noun(), id)));
    }

    /** The answer to a GET: the document with its entity tag, or 304. */
    public static <T, V> Response shown(Stored<T> row, String ifNoneMatch, Function<T, V> view) {
        String tag = ETags.of(row.version());
        if (ETags.isCurrent(ifNoneMatch, row.version())) {
            return Response.notModified().header(HttpHeaders.ETAG, tag).build();
        }
        return Response.ok(view.apply(row.value()))
                .header(HttpHeaders.ETAG, tag)
                .build();
    }

    private Response write(WriteOptions options, Function<Tx, Written<T>> work) {
        var changed = store.change(work);
        Stored<T> row = changed.result().row();
        var answer = changed.result().created()
                ? Response.created(location(type.idOf().apply(row.value())))
                : Response.ok();
        answer.entity(toDocument.apply(row.value())).header(HttpHeaders.ETAG, ETags.of(row.version()));
        return announcer.announce(answer, changed.version(), options);
    }

    private URI location(String id) {
        return URI.create("admin/v1/" + type.noun() + "s/" + id);
    }

    private D read(String id, D document) {
        String own = present(document).identifier();
        if (own != null && !own.equals(id)) {
            throw new InvalidCatalogException("id", "is '" + own + "' in the document but '" + id + "' in the URL");
        }
        return document.identifiedBy(id);
    }

    private static <D> D present(D document) {
        if (document == null) {
            throw new InvalidCatalogException("body", "is required");
        }
        return document;
    }

    private record Written<T>(Stored<T> row, boolean created) {}
}
