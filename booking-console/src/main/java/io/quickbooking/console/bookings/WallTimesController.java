package io.quickbooking.console.bookings;

import io.quickbooking.console.desk.Desk;
import io.quickbooking.console.desk.Formats;
import io.quickbooking.core.admin.health.WallTimes;
import io.quickbooking.core.booking.BookingWriter.Retimed;
import io.quickbooking.core.booking.ToldVisit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The visits of a salon that are booked at another moment than the clock shows what their customers were told. */
@Controller
class WallTimesController {
    private final WallTimes wallTimes;

    WallTimesController(WallTimes wallTimes) {
        this.wallTimes = wallTimes;
    }

    @GetMapping("/admin/wall-times")
    String list(Desk desk, Model model) {
        model.addAttribute(
                "visits",
                wallTimes.visits(desk.salon().id()).stream()
                        .map(visit -> Row.of(visit, desk.formats()))
                        .toList());
        return "bookings/wall-times";
    }

    @PostMapping("/admin/wall-times")
    ModelAndView bringBack(Desk desk, RedirectAttributes next) {
        Retimed retimed = wallTimes.bringBack(desk.salon().id(), desk.username());
        next.addFlashAttribute("moved", retimed.moved().size());
        next.addFlashAttribute("left", retimed.left().size());
        return Addresses.seeOther("/admin/wall-times?salon=" + desk.salon().code());
    }

    /**
     * @param told what the customer was told, and {@code booked} when the clock shows the moment that is booked
     * @param inTheWay the code of the visit that has the told time; empty: somebody is about to book it; null: it is free
     */
    record Row(
            String code,
            String href,
            String told,
            String machineTold,
            String booked,
            String master,
            String service,
            @Nullable String customer,
            @Nullable String inTheWay) {
        static Row of(ToldVisit visit, Formats formats) {
            String code = visit.bookingCode() == null ? "" : visit.bookingCode();
            return new Row(
                    code,
                    Addresses.booking(code),
                    formats.dayAndTime(visit.wallTs()),
                    formats.machine(visit.wallTs()),
                    formats.dayAndTime(visit.start()),
                    visit.masterName(),
                    visit.service(),
                    visit.customerName(),
                    visit.collidesWith());
        }
    }
}
