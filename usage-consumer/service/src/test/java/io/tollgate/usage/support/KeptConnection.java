package io.tollgate.usage.support;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;

/** As a pool of one connection for one thread: what is closed is kept for the next caller, until it is lost. */
final class KeptConnection extends PGSimpleDataSource {

    private static final long serialVersionUID = 1L;

    private transient Connection kept;

    @Override
    public Connection getConnection() throws SQLException {
        if (kept == null || kept.isClosed()) {
            kept = super.getConnection();
        }
        Connection lent = kept;
        return (Connection) Proxy.newProxyInstance(
                KeptConnection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        giveBack(lent);
                        return null;
                    }
                    try {
                        return method.invoke(lent, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static void giveBack(Connection lent) throws SQLException {
        if (!lent.isClosed()) {
            lent.setAutoCommit(true);
        }
    }
}
