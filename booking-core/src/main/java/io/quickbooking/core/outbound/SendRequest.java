package io.quickbooking.core.outbound;

import io.quickbooking.core.customer.CustomerIdentity;

/**
 * One message with its address.
 *
 * @param phoneNumberId the business number that sends
 * @param message the Cloud API's message object without addressing, JSON: {@code type} and the object of that name
 * @param callbackData the text that WhatsApp repeats in the statuses of the message
 */
public record SendRequest(String phoneNumberId, CustomerIdentity recipient, String message, String callbackData) {}
