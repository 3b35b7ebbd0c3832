package io.quickbooking.core.admin.lookup;

import io.quickbooking.core.LibraryPart;
import org.springframework.context.annotation.Import;

@LibraryPart
@Import({BookingLookup.class, BookingReader.class, BookingSearch.class, CustomerReader.class})
class LookupAutoConfiguration {}
