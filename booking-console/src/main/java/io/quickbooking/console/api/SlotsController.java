package io.quickbooking.console.api;

import io.quickbooking.core.catalog.Catalog;
import io.quickbooking.core.catalog.Master;
import io.quickbooking.core.catalog.Salon;
import io.quickbooking.core.catalog.Service;
import io.quickbooking.core.conversation.SlotOffers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The next free slots of a salon. */
@RestController
@Tag(name = "Slots")
class SlotsController {
    private static final int MOST = 100;
    private static final DateTimeFormatter FROM =
            DateTimeFormatter.ofPattern("uuuu-MM-dd['T'HH:mm[:ss][.SSS][XXX]]").withResolverStyle(ResolverStyle.STRICT);

    private final Catalog catalog;
    private final SlotOffers offers;

    SlotsController(Catalog catalog, SlotOffers offers) {
        this.catalog = catalog;
        this.offers = offers;
    }

    @Schema(name = "Slots")
    record SlotsResponse(
            @Schema(example = "aurora") String salon,
            @Schema(example = "America/New_York") String timeZone,
            List<SlotView> slots) {}

    /** @param start with the offset of the salon */
    @Schema(name = "Slot")
    record SlotView(
            @Schema(example = "slot_2030-10-25_15:00_m123_s456")
            String buttonId,

            @Schema(example = "3:00 PM - Sarah") String title,
            @Schema(example = "2030-10-25T15:00:00-04:00") OffsetDateTime start,
            OffsetDateTime end,
            BookingsController.Named master,
            BookingsController.Named service,
            long minutes,

            @Schema(description = "In minor units of the currency", example = "5000")
            long price,

            @Schema(example = "USD") String currency) {
        static SlotView of(SlotOffers.Offer offer, Salon salon) {
            Master master = offer.slot().master();
            Service service = offer.slot().service();
            return new SlotView(
                    offer.buttonId(),
                    offer.title(),
                    offer.slot().start().toOffsetDateTime(),
                    offer.slot().until().atZone(salon.zone()).toOffsetDateTime(),
                    new BookingsController.Named(master.code(), master.name()),
                    new BookingsController.Named(service.code(), service.name()),
                    service.duration().toMinutes(),
                    service.price(),
                    salon.currency().getCurrencyCode());
        }
    }

    @Operation(summary = "The next free slots, with the buttons that pick them")
    @ApiResponse(responseCode = "200", description = "Free slots by time; none is an empty list")
    @ApiResponse(responseCode = "400", description = "A parameter that is not valid")
    @ApiResponse(responseCode = "404", description = "No such salon")
    @GetMapping(path = "/api/v1/slots", produces = MediaType.APPLICATION_JSON_VALUE)
    SlotsResponse slots(
            @Parameter(description = "The salon's code", example = "aurora") @RequestParam String salon,
            @Parameter(description = "Code or UUID of a master; default: anyone who does the service", example = "m123")
                    @RequestParam(required = false)
                    @Nullable
                    String master,
            @Parameter(
                            description = "Code or UUID of a service; default: the master's default service, "
                                    + "else that of the salon's first master",
                            example = "s456")
                    @RequestParam(required = false)
                    @Nullable
                    String service,
            @Parameter(
                            description = "Not before: a date or a time, in the salon's zone unless it has an offset",
                            example = "2030-10-25")
                    @RequestParam(required = false)
                    @Nullable
                    String from,
            @Parameter(description = "How many at most, 1 to 100") @RequestParam(defaultValue = "10") int limit) {
        Salon found = catalog.byCode(salon).filter(Salon::active).orElseThrow(() -> ApiProblem.noSalon(salon));
        if (limit < 1 || limit > MOST) {
            throw ApiProblem.badRequest("limit must be 1 to " + MOST + ", is " + limit);
        }
        @Nullable Master wanted = master == null ? null : masterOf(found, master);
        Service offered = serviceOf(found, wanted, service);
        List<SlotView> slots = offers.next(found, wanted, offered, instant(from, found), limit).stream()
                .map(offer -> SlotView.of(offer, found))
                .toList();
        return new SlotsResponse(found.code(), found.zone().getId(), slots);
    }

    private static Master masterOf(Salon salon, String reference) {
        return salon.master(reference)
                .orElseThrow(() ->
                        ApiProblem.badRequest("The salon '" + salon.code() + "' has no master '" + reference + "'."));
    }

    private static Service serviceOf(Salon salon, @Nullable Master master, @Nullable String reference) {
        if (reference != null) {
            return salon.service(reference)
                    .filter(service -> master == null || master.serviceIds().contains(service.id()))
                    .orElseThrow(() -> ApiProblem.badRequest(
                            (master == null ? "The salon '" + salon.code() + "'" : "Master '" + master.code() + "'")
                                    + " has no service '" + reference + "'."));
        }
        Stream<Master> masters = master == null ? salon.masters().stream().filter(Master::active) : Stream.of(master);
        return masters.flatMap(one -> salon.servicesOf(one).stream())
                .findFirst()
                .orElseThrow(() -> ApiProblem.badRequest("Nobody there performs a service."));
    }

    private static @Nullable Instant instant(@Nullable String from, Salon salon) {
        if (from == null) {
            return null;
        }
        try {
            TemporalAccessor parsed = FROM.parseBest(from, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
            if (parsed instanceof OffsetDateTime time) {
                return time.toInstant();
            }
            LocalDateTime local = parsed instanceof LocalDateTime time ? time : ((LocalDate) parsed).atStartOfDay();
            return local.atZone(salon.zone()).toInstant();
        } catch (DateTimeException invalid) {
            throw ApiProblem.badRequest(
                    "from must be a date or a time, such as 2030-10-25 or 2030-10-25T15:00, is '" + from + "'.");
        }
    }
}
