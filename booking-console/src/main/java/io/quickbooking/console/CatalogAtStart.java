package io.quickbooking.console;

import io.quickbooking.console.startup.StartupException;
import io.quickbooking.core.admin.settings.CatalogDesk;
import io.quickbooking.core.catalog.CatalogFile;
import io.quickbooking.core.catalog.CatalogFileException;
import io.quickbooking.core.catalog.CatalogImport;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.stereotype.Component;

/** Applies the catalogue file, and brings the demo salon into an empty database. Both before anything is served. */
@Component
class CatalogAtStart implements InitializingBean {
    private static final Logger log = LoggerFactory.getLogger(CatalogAtStart.class);

    private final ConsoleProperties settings;
    private final CatalogImport catalogImport;
    private final CatalogDesk catalog;

    CatalogAtStart(ConsoleProperties settings, CatalogImport catalogImport, CatalogDesk catalog) {
        this.settings = settings;
        this.catalogImport = catalogImport;
        this.catalog = catalog;
    }

    @Override
    public void afterPropertiesSet() {
        Optional<Path> file = settings.catalogFile();
        try {
            if (file.isPresent()) {
                catalog.applyAtStart(CatalogFile.read(file.get()));
            } else if (settings.loadsDemo() && catalogImport.isCatalogEmpty()) {
                catalog.applyAtStart(CatalogFile.demo());
            }
        } catch (CatalogFileException mistake) {
            mistake.problems().forEach(problem -> log.debug("{}", problem));
            throw new StartupException(mistake.getMessage(), "Nothing was changed", mistake);
        }
    }
}
