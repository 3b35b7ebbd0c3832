package io.quickbooking.core;

import org.springframework.context.annotation.Import;

@LibraryPart
@Import(BackgroundWork.class)
class BackgroundAutoConfiguration {}
