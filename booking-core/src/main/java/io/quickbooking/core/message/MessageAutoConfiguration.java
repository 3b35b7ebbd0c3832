package io.quickbooking.core.message;

import io.quickbooking.core.LibraryPart;
import org.springframework.context.annotation.Import;

@LibraryPart
@Import(InteractiveMessageBuilder.class)
class MessageAutoConfiguration {}
