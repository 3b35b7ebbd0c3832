/** What a customer reads: cards and texts in their language, within the limits of WhatsApp. */
@NullMarked
package io.quickbooking.core.message;

import org.jspecify.annotations.NullMarked;
