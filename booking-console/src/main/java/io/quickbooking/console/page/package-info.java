/** The pages that are there without signing in. */
@NullMarked
package io.quickbooking.console.page;

import org.jspecify.annotations.NullMarked;
