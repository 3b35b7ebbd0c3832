/** What a fuzzer tries: made-up cases in every build, guided by coverage in the profile {@code reliability}. */
@NullMarked
package io.quickbooking.core.fuzz;

import org.jspecify.annotations.NullMarked;
