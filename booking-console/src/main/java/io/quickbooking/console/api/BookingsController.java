package io.quickbooking.console.api;

import io.quickbooking.core.admin.lookup.BookingLookup;
import io.quickbooking.core.admin.lookup.BookingView;
import io.quickbooking.core.catalog.UnknownSetting;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Looks bookings up by their code. */
@RestController
@Tag(name = "Bookings")
class BookingsController {
    private final BookingLookup bookings;

    BookingsController(BookingLookup bookings) {
        this.bookings = bookings;
    }

    /**
     * @param start with the offset of the salon
     * @param price in minor units of {@code currency}
     */
    @Schema(name = "Booking")
    record BookingResponse(
            @Schema(example = "BK847392") String code,
            @Schema(example = "CONFIRMED") String status,
            Named salon,
            Named master,
            Named service,
            @Schema(example = "2030-10-25T15:00:00-04:00") OffsetDateTime start,
            OffsetDateTime end,
            @Schema(example = "America/New_York") String timeZone,
            long minutes,

            @Schema(description = "In minor units of the currency", example = "5000")
            long price,

            @Schema(example = "USD") String currency,
            CustomerView customer,
            OffsetDateTime createdAt) {
        static BookingResponse of(BookingView booking) {
            ZoneId zone = UnknownSetting.zone(booking.timeZone()).orElseThrow(ApiProblem::salonOutOfOrder);
            return new BookingResponse(
                    booking.bookingCode(),
                    booking.status(),
                    new Named(booking.salonCode(), booking.salonName()),
                    new Named(booking.masterCode(), booking.masterName()),
                    new Named(booking.serviceCode(), booking.service()),
                    booking.startTs().atZone(zone).toOffsetDateTime(),
                    booking.endTs().atZone(zone).toOffsetDateTime(),
                    booking.timeZone(),
                    ChronoUnit.MINUTES.between(booking.startTs(), booking.endTs()),
                    booking.price(),
                    booking.currency(),
                    new CustomerView(booking.customerPhone(), booking.customerUserId(), booking.customerName()),
                    booking.createdAt().atOffset(ZoneOffset.UTC));
        }
    }

    record Named(String code, String name) {}

    @Schema(name = "Customer")
    record CustomerView(
            @Nullable String phone,
            @Nullable String userId,
            @Nullable String name) {}

    @Operation(summary = "Look a booking up by its code")
    @ApiResponse(responseCode = "200", description = "Found")
    @ApiResponse(responseCode = "404", description = "No such booking")
    @GetMapping(path = "/api/v1/bookings/{code}", produces = MediaType.APPLICATION_JSON_VALUE)
    BookingResponse booking(
            @Parameter(description = "As printed, or forgivingly written", example = "BK847392") @PathVariable
                    String code) {
        return bookings.byCode(code).map(BookingResponse::of).orElseThrow(() -> ApiProblem.noBooking(code));
    }
}
