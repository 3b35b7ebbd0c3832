/** The JSON API for host programs and agents. */
@NullMarked
package io.quickbooking.console.api;

import org.jspecify.annotations.NullMarked;
