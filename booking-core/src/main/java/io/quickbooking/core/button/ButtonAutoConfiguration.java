package io.quickbooking.core.button;

import io.quickbooking.core.LibraryPart;
import org.springframework.context.annotation.Import;

@LibraryPart
@Import(ButtonParserService.class)
class ButtonAutoConfiguration {}
