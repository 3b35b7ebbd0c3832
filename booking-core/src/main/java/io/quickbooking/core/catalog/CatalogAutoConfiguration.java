package io.quickbooking.core.catalog;

import io.quickbooking.core.LibraryPart;
import org.springframework.context.annotation.Import;

@LibraryPart
@Import({Catalog.class, CatalogExport.class, CatalogImport.class})
class CatalogAutoConfiguration {}
