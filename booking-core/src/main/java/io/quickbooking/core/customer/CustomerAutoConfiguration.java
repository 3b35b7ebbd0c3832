package io.quickbooking.core.customer;

import io.quickbooking.core.LibraryPart;
import org.springframework.context.annotation.Import;

@LibraryPart
@Import(Customers.class)
class CustomerAutoConfiguration {}
