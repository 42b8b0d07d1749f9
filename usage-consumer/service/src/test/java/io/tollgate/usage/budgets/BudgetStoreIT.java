package io.tollgate.usage.budgets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.catalog.budget.Budget;
import io.tollgate.usage.support.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BudgetStoreIT {

    private static Database database;

    private Connection connection;

    @BeforeAll
    static void startDatabase() throws SQLException {
        database = new Database().migrated("latest");
        database.execute("ALTER TABLE usage.budget ALTER COLUMN id TYPE text COLLATE \"und-x-icu\"");
    }

    @AfterAll
    static void stopDatabase() {
        database.close();
    }

    @BeforeEach
    void connect() throws SQLException {
        database.execute("DELETE FROM usage.budget");
        connection = database.source().getConnection();
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    @Test
    void shouldOrderByBytesWhateverTheDatabasesLanguage() throws SQLException {
        BudgetStore.replace(connection, List.of(budget("a"), budget("B"), budget("c")));

        assertThat(BudgetStore.all(connection)).containsExactly(budget("B"), budget("a"), budget("c"));
    }

    @Test
    void shouldKeepTheOldCopyWhenTheNewOneFailsInTheMiddle() throws SQLException {
        BudgetStore.replace(connection, List.of(budget("a"), budget("b")));

        assertThatThrownBy(() -> BudgetStore.replace(connection, Arrays.asList(budget("c"), null)))
                .isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> BudgetStore.replace(connection, List.of(budget("c"), budget("c"))))
                .isInstanceOf(SQLException.class);

        assertThat(connection.getAutoCommit()).isTrue();
        assertThat(BudgetStore.all(connection)).containsExactly(budget("a"), budget("b"));
    }

    @Test
    void shouldReadTheOthersBesideARowThatIsNoBudget() throws SQLException {
        BudgetStore.replace(connection, List.of(budget("a"), budget("b")));
        database.execute("UPDATE usage.budget SET period = 'fortnight' WHERE id = 'a'");

        assertThat(BudgetStore.all(connection)).containsExactly(budget("b"));
    }

    private static Budget budget(String id) {
        return Budgets.of(id, List.of(50), true);
    }
}
