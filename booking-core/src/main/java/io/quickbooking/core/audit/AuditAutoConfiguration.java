package io.quickbooking.core.audit;

import io.quickbooking.core.LibraryPart;
import org.springframework.context.annotation.Import;

@LibraryPart
@Import(AuditLog.class)
class AuditAutoConfiguration {}
