package io.quickbooking.core.admin.settings;

import io.quickbooking.core.LibraryPart;
import org.springframework.context.annotation.Import;

@LibraryPart
@Import(CatalogDesk.class)
class SettingsAutoConfiguration {}
