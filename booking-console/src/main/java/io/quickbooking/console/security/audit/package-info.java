/** The page of who did what. */
@NullMarked
package io.quickbooking.console.security.audit;

import org.jspecify.annotations.NullMarked;
