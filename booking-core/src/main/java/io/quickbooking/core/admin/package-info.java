/** What the console reads and does. Doors: one class for each page. */
@NullMarked
package io.quickbooking.core.admin;

import org.jspecify.annotations.NullMarked;
