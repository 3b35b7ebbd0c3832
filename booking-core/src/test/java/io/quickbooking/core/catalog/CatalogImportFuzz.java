package io.quickbooking.core.catalog;

import static io.quickbooking.testing.FuzzInput.holds;
import static java.nio.charset.StandardCharsets.UTF_8;

import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What can be read fits the database, and comes out of it as it went in: applied again, and exported and applied again, it
 * changes nothing.
 */
public final class CatalogImportFuzz {
    private static final StoredCatalog STORED = new StoredCatalog();
    private static final TransactionTemplate UNDONE =
            new TransactionTemplate(new JdbcTransactionManager(STORED.database.dataSource()));

    private CatalogImportFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        CatalogFile file;
        try {
            file = CatalogFile.parse("fuzz", new String(input, UTF_8));
        } catch (CatalogFileException refused) {
            return;
        }
        UNDONE.executeWithoutResult(transaction -> {
            transaction.setRollbackOnly();
            STORED.catalogImport.applyWithin(file);
            holds(
                    "applied again, it changes nothing",
                    STORED.catalogImport.applyWithin(file).changedNothing());
            for (String code : file.salonCodes()) {
                String exported = STORED.catalogExport.salon(code).orElseThrow();
                holds(
                        "exported and applied again, it changes nothing:\n" + exported,
                        STORED.catalogImport
                                .applyWithin(CatalogFile.parse("export", exported))
                                .changedNothing());
            }
        });
    }
}
