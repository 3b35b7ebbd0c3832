package io.quickbooking.console.api;

import io.quickbooking.core.customer.CustomerIdentity;

/** Reads how a host program names a customer. */
final class CustomerParameter {
    private CustomerParameter() {}

    /**
     * @param text {@code +1 (555) 010-0123} in any usual writing, or {@code US.13491208655302741918}
     * @throws ApiProblem when it is neither
     */
    static CustomerIdentity parse(String text) {
        String stripped = text.strip();
        if (CustomerIdentity.looksLikeUserId(stripped)) {
            return CustomerIdentity.ofUserId(stripped);
        }
        String digits = stripped.replaceFirst("^(\\+|00)", "").replaceAll("[\\s().-]", "");
        // No country's numbers begin with a zero.
        if (!digits.matches("[1-9][0-9]{5,14}")) {
            throw ApiProblem.badRequest(
                    "customer must be a phone number with country code, such as +15550100123, or a WhatsApp user id");
        }
        return CustomerIdentity.ofPhone(digits);
    }
}
