/** What comes before the first bean (environment variables) and what is said instead of a stack trace. */
@NullMarked
package io.quickbooking.console.startup;

import org.jspecify.annotations.NullMarked;
