/** Records who did what. Door: {@code AuditLog}. */
@NullMarked
package io.quickbooking.core.audit;

import org.jspecify.annotations.NullMarked;
