/** What every page of the console needs: who looks, at which salon, in which language. Door: {@code Desk}. */
@NullMarked
package io.quickbooking.console.desk;

import org.jspecify.annotations.NullMarked;
