package io.quickbooking.console.api;

import io.quickbooking.core.catalog.Catalog;
import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.conversation.ButtonHandlerService;
import io.quickbooking.core.conversation.Tap;
import io.quickbooking.core.conversation.TapAnswer;
import io.quickbooking.core.message.InteractiveMessage;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Taps on behalf of customers, for host programs and agents. */
@RestController
@Tag(name = "Taps")
class TapsController {
    private final ButtonHandlerService handler;
    private final Catalog catalog;
    private final InstantSource clock;

    TapsController(ButtonHandlerService handler, Catalog catalog, InstantSource clock) {
        this.handler = handler;
        this.catalog = catalog;
        this.clock = clock;
    }

    /**
     * @param salon its code
     * @param customer a phone number with country code, or WhatsApp's business-scoped user id
     * @param language BCP 47
     */
    @Schema(name = "Tap")
    record TapRequest(
            @Schema(description = "The salon's code", example = "aurora") @NotBlank @Size(max = 32)
            String salon,

            @Schema(
                    description = "Phone number with country code, or WhatsApp's business-scoped user id",
                    example = "+15550100123")
            @NotBlank
            @Size(max = 140)
            String customer,

            @Schema(description = "Id of the tapped button", example = "slot_2030-10-25_15:00_m123_s456")
            @NotBlank
            @Size(max = 256)
            String buttonId,

            @Schema(
                    description = "Language of the answer; default: the customer's last, else the salon's",
                    example = "en")
            @Size(max = 35)
            @Nullable
            String language,

            @Schema(description = "The customer's name", example = "Ana Test") @Size(max = 100) @Nullable
            String name) {}

    /**
     * @param outcome what the tap came to
     * @param message what the customer receives; null: nothing, because they tap too fast and have been told
     */
    @Schema(name = "TapAnswer")
    record TapResponse(
            @Schema(example = "card_shown") String outcome,
            @Nullable Message message,
            @Nullable String bookingCode) {
        static TapResponse of(TapAnswer answer) {
            return new TapResponse(
                    answer.outcome().code(),
                    answer.message() == null ? null : Message.of(answer.message()),
                    answer.bookingCode());
        }
    }

    /** @param rows of the list that the message opens; empty: there is none */
    @Schema(description = "What the customer receives")
    record Message(String body, List<Button> buttons, List<Row> rows) {
        static Message of(InteractiveMessage message) {
            return new Message(
                    message.body(),
                    message.buttons().stream()
                            .map(button -> new Button(button.id(), button.title()))
                            .toList(),
                    Stream.ofNullable(message.menu())
                            .flatMap(menu -> menu.rows().stream())
                            .map(row -> new Row(row.id(), row.title(), row.description()))
                            .toList());
        }
    }

    record Button(String id, String title) {}

    @Schema(description = "A row of a list; a tap on it sends its id")
    record Row(String id, String title, String description) {}

    @Operation(
            summary = "Tap a button for a customer",
            description = "Takes the same path as a tap in WhatsApp: the customer also receives the answer there.")
    @ApiResponse(responseCode = "200", description = "Answered")
    @ApiResponse(responseCode = "202", description = "Stored; an earlier tap of this customer is to be answered first")
    @ApiResponse(
            responseCode = "400",
            description = "Malformed button, session gone, master unknown, or a request that is not valid")
    @ApiResponse(responseCode = "404", description = "No such salon")
    @ApiResponse(
            responseCode = "409",
            description = "The slot was taken before it was confirmed; the message offers others")
    @ApiResponse(
            responseCode = "429",
            description = "Too many taps of this customer in a minute; told them once, then nothing")
    @ApiResponse(responseCode = "500", description = "The database failed after all retries")
    @PostMapping(path = "/api/v1/taps", produces = MediaType.APPLICATION_JSON_VALUE)
    TapResponse tap(@Valid @RequestBody TapRequest request) {
        // One that is not active answers: what is booked there can be seen and cancelled.
        Salon salon = catalog.byCode(request.salon()).orElseThrow(() -> ApiProblem.noSalon(request.salon()));
        TapAnswer answer = handler.handle(Tap.by(
                CustomerParameter.parse(request.customer()),
                salon,
                request.buttonId(),
                request.name(),
                request.language(),
                clock.instant()));
        return switch (answer.outcome()) {
            case CARD_SHOWN,
                    SLOT_UNAVAILABLE,
                    TIMES_OFFERED,
                    SERVICES_LISTED,
                    MASTERS_LISTED,
                    DAYS_LISTED,
                    TIMES_LISTED,
                    NOTHING_FREE,
                    BOOKED,
                    REPEATED,
                    OLD_CARD,
                    BOOKINGS_LISTED,
                    NO_BOOKINGS,
                    CANCEL_ASKED,
                    CANCELLED,
                    BOOKING_KEPT,
                    NOT_CANCELLABLE,
                    VISIT_OVER,
                    SALON_CLOSED,
                    HELPED,
                    OPTED_OUT,
                    NOT_ANSWERED -> TapResponse.of(answer);
            case MALFORMED, SESSION_EXPIRED, UNKNOWN_PROVIDER -> throw ApiProblem.badTap(TapResponse.of(answer));
            case RATE_LIMITED -> throw ApiProblem.tooMany(TapResponse.of(answer));
            case SLOT_TAKEN -> throw ApiProblem.conflict(TapResponse.of(answer));
            case FAILED -> throw ApiProblem.failure();
        };
    }
}
