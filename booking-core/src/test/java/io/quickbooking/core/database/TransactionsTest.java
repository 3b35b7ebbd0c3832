package io.quickbooking.core.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quickbooking.core.measure.Measures;
import io.quickbooking.testing.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Seen to fail without {@code setRollbackOnly}, and with a rollback in the caller's transaction allowed. */
class TransactionsTest {
    private final TestDatabase database = TestDatabase.create(2);
    private final JdbcClient jdbc = JdbcClient.create(database.dataSource());
    private final JdbcTransactionManager manager = new JdbcTransactionManager(database.dataSource());
    private final List<Measures.TransactionEnd> ends = new ArrayList<>();
    private final Transactions transactions = new Transactions(manager, 3, Duration.ofMillis(1), new Measures() {
        @Override
        public void transaction(int attempt, TransactionEnd end, Duration took) {
            ends.add(end);
        }
    });

    @BeforeEach
    void table() {
        jdbc.sql("CREATE TABLE tried (number INT)").update();
    }

    @AfterEach
    void close() {
        database.close();
    }

    private int insert() {
        return jdbc.sql("INSERT INTO tried (number) VALUES (1)").update();
    }

    private int rows() {
        return jdbc.sql("SELECT count(*) FROM tried").query(Integer.class).single();
    }

    @Test
    void work_that_asks_for_a_rollback_returns_its_result_and_leaves_nothing() {
        List<String> after = new ArrayList<>();
        String result = transactions.run(() -> {
            insert();
            transactions.afterCommit(() -> after.add("committed"));
            transactions.rollback();
            return rows() + " row";
        });
        assertThat(result).isEqualTo("1 row");
        assertThat(rows()).isZero();
        assertThat(after).isEmpty();
        assertThat(ends).containsExactly(Measures.TransactionEnd.REFUSED);
    }

    @Test
    void the_next_transaction_is_committed_again() {
        transactions.runVoid(transactions::rollback);
        transactions.run(this::insert);
        assertThat(rows()).isOne();
        assertThat(ends).containsExactly(Measures.TransactionEnd.REFUSED, Measures.TransactionEnd.COMMITTED);
    }

    @Test
    void a_part_of_the_work_rolls_all_of_it_back() {
        int written = transactions.run(() -> {
            int first = insert();
            transactions.runVoid(() -> {
                insert();
                transactions.rollback();
            });
            return first;
        });
        assertThat(written).isOne();
        assertThat(rows()).isZero();
    }

    @Test
    void the_callers_transaction_is_not_rolled_back() {
        new TransactionTemplate(manager).executeWithoutResult(status -> {
            insert();
            transactions.runVoid(() -> assertThatThrownBy(transactions::rollback)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("the caller's"));
        });
        assertThat(rows()).isOne();
    }

    @Test
    void outside_of_a_transaction_there_is_nothing_to_roll_back() {
        assertThatThrownBy(transactions::rollback).isInstanceOf(IllegalStateException.class);
    }
}
