package io.quickbooking.core.availability;

import io.quickbooking.core.LibraryPart;
import org.springframework.context.annotation.Import;

@LibraryPart
@Import(AvailabilityService.class)
class AvailabilityAutoConfiguration {}
