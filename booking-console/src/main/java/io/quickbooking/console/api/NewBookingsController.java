package io.quickbooking.console.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quickbooking.console.api.BookingsController.BookingResponse;
import io.quickbooking.core.admin.bookings.ActOutcome.Informed;
import io.quickbooking.core.admin.bookings.StaffBooking;
import io.quickbooking.core.admin.bookings.StaffBooking.Guest;
import io.quickbooking.core.admin.bookings.StaffBookings;
import io.quickbooking.core.admin.bookings.StaffOutcome;
import io.quickbooking.core.admin.bookings.StaffOutcome.Question;
import io.quickbooking.core.admin.lookup.BookingLookup;
import io.quickbooking.core.admin.messages.Sending;
import io.quickbooking.core.catalog.Catalog;
import io.quickbooking.core.catalog.Master;
import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.catalog.Service;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.security.Principal;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Bookings that a program makes for a customer, without taps. */
@RestController
@Tag(name = "Bookings")
class NewBookingsController {
    private static final int MAX_KEY = 200;
    private static final DateTimeFormatter START =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm[:ss][XXX]").withResolverStyle(ResolverStyle.STRICT);

    private final StaffBookings bookings;
    private final BookingLookup lookup;
    private final Catalog catalog;
    private final Sending sending;

    NewBookingsController(StaffBookings bookings, BookingLookup lookup, Catalog catalog, Sending sending) {
        this.bookings = bookings;
        this.lookup = lookup;
        this.catalog = catalog;
        this.sending = sending;
    }

    /**
     * @param salon its code
     * @param service code or UUID
     * @param master code or UUID; null: whoever is free
     * @param start on the salon's wall clock, or with an offset
     * @param inform whether to message the customer, where WhatsApp lets the salon; null: no
     */
    @Schema(name = "NewBooking")
    record NewBookingRequest(
            @Schema(description = "The salon's code", example = "aurora") @NotBlank @Size(max = 32)
            String salon,

            @Schema(description = "Code or UUID of the service", example = "s456") @NotBlank @Size(max = 36)
            String service,

            @Schema(description = "Code or UUID of the master; default: whoever is free", example = "m123")
            @Size(max = 36)
            @Nullable
            String master,

            @Schema(description = "A time on the salon's wall clock, or with an offset", example = "2030-10-25T15:00")
            @NotBlank
            @Size(max = 40)
            String start,

            @NotNull @Valid GuestRequest customer,

            @Schema(description = "Message the customer, where WhatsApp lets the salon; default: no") @Nullable
            Boolean inform) {}

    /** At least one of them. */
    @Schema(name = "Guest", description = "Whom it is for; at least one of the three")
    record GuestRequest(
            @Schema(description = "In any usual writing", example = "+1 555 010 0123") @Size(max = 40) @Nullable
            String phone,

            @Schema(description = "WhatsApp's business-scoped user id", example = "US.13491208655302741918")
            @Size(max = 140)
            @Nullable
            String userId,

            @Schema(example = "Ana Test") @Size(max = 100) @Nullable
            String name) {}

    /** The booking, and what became of messaging its customer. */
    @Schema(name = "MadeBooking")
    record MadeResponse(@JsonUnwrapped BookingResponse booking, MessageResponse message) {}

    /** That a message is queued promises nothing: {@code sending} says whether messages leave. */
    @Schema(name = "CustomerMessage")
    record MessageResponse(
            @Schema(
                    description = "Whether this request has queued a message to the customer",
                    allowableValues = {"queued", "not_asked", "window_closed", "opted_out"})
            String state,

            @Schema(
                    description = "Whether the salon's messages leave at present",
                    allowableValues = {"works", "not_connected", "number_stopped", "delayed"})
            String sending) {
        static MessageResponse of(Informed informed, Sending.State sending) {
            return new MessageResponse(
                    informed == Informed.MESSAGED ? "queued" : informed.name().toLowerCase(Locale.ROOT),
                    sending.code());
        }
    }

    @Operation(
            summary = "Book for a customer",
            description = "By the same rules and guarantees as a customer's own taps. A request that is repeated with "
                    + "its Idempotency-Key is answered with the booking that it made, also while the first is under "
                    + "way; another request with a key that has made a booking is refused.")
    @ApiResponse(responseCode = "200", description = "Booked, by this request or an earlier one with its key")
    @ApiResponse(responseCode = "400", description = "A request that is not valid")
    @ApiResponse(responseCode = "404", description = "No such salon")
    @ApiResponse(
            responseCode = "409",
            description = "The time cannot be booked; the member reason says why: past, too_soon, too_far, off_grid, "
                    + "closed or booked")
    @ApiResponse(
            responseCode = "422",
            description = "The Idempotency-Key has made a booking for a request that said something else")
    @ApiResponse(responseCode = "500", description = "The database failed after all retries")
    @PostMapping(path = "/api/v1/bookings", produces = MediaType.APPLICATION_JSON_VALUE)
    MadeResponse book(
            @Parameter(description = "Names the booking, at most 200 characters", required = true)
                    @RequestHeader(name = "Idempotency-Key", required = false)
                    @Nullable
                    String key,
            @Valid @RequestBody NewBookingRequest request,
            Principal program) {
        if (key == null || key.isBlank() || key.length() > MAX_KEY) {
            throw ApiProblem.badRequest("The header Idempotency-Key must be there, with at most 200 characters.");
        }
        Salon salon = catalog.byCode(request.salon())
                .filter(Salon::active)
                .orElseThrow(() -> ApiProblem.noSalon(request.salon()));
        Service service = salon.service(request.service())
                .orElseThrow(() -> ApiProblem.badRequest(
                        "The salon '" + salon.code() + "' has no service '" + request.service() + "'."));
        Master master = request.master() == null
                ? null
                : salon.master(request.master())
                        .orElseThrow(() -> ApiProblem.badRequest(
                                "The salon '" + salon.code() + "' has no master '" + request.master() + "'."));
        GuestRequest guest = request.customer();
        StaffBooking wanted = new StaffBooking(
                "api " + key,
                salon.id(),
                service.id(),
                master == null ? null : master.id(),
                wallTime(request.start(), salon),
                new Guest(null, guest.phone(), guest.userId(), guest.name()),
                false,
                Boolean.TRUE.equals(request.inform()),
                program.getName());
        StaffOutcome.Made made = bookings.book(wanted)
                .match(
                        booked -> booked,
                        refused -> {
                            throw ApiProblem.unavailable(refused.reason());
                        },
                        unclear -> {
                            throw ApiProblem.badRequest(detail(unclear.question()));
                        },
                        keyUsed -> {
                            throw ApiProblem.keyUsed();
                        });
        return lookup.byCode(made.bookingCode())
                .map(BookingResponse::of)
                .map(booking -> new MadeResponse(booking, MessageResponse.of(made.customer(), sending.of(salon.id()))))
                .orElseThrow(() -> ApiProblem.noBooking(made.bookingCode()));
    }

    private static String detail(Question question) {
        return switch (question) {
            case SERVICE -> "Nobody performs this service.";
            case MASTER -> "This master does not perform the service.";
            case CUSTOMER -> "customer must have a phone, a userId or a name.";
            case PHONE -> "customer.phone must be a phone number with its country code, such as +15550100123.";
        };
    }

    private static LocalDateTime wallTime(String start, Salon salon) {
        try {
            TemporalAccessor parsed = START.parseBest(start, OffsetDateTime::from, LocalDateTime::from);
            if (parsed instanceof LocalDateTime local) {
                return local;
            }
            OffsetDateTime moment = (OffsetDateTime) parsed;
            LocalDateTime local = moment.atZoneSameInstant(salon.zone()).toLocalDateTime();
            if (!local.atZone(salon.zone())
                    .withEarlierOffsetAtOverlap()
                    .toInstant()
                    .equals(moment.toInstant())) {
                throw ApiProblem.badRequest(
                        "start is the second time that the clock shows " + local + "; only the first can be booked.");
            }
            return local;
        } catch (DateTimeException invalid) {
            throw ApiProblem.badRequest("start must be a time, such as 2030-10-25T15:00, is '" + start + "'.");
        }
    }
}
