/** What nodes share besides the database, and can do without. Door: {@code Redis}. */
@NullMarked
package io.quickbooking.core.redis;

import org.jspecify.annotations.NullMarked;
