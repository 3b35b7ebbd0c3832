/**
 * Builds the messages that a customer reads: cards and texts in the customer's language, within the limits of WhatsApp.
 */
@NullMarked
package io.quickbooking.core.message;

import org.jspecify.annotations.NullMarked;
