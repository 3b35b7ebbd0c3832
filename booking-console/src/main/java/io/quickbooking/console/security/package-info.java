/** Who may do what. */
@NullMarked
package io.quickbooking.console.security;

import org.jspecify.annotations.NullMarked;
