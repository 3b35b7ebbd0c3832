package io.quickbooking.core.catalog;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import io.quickbooking.core.catalog.CatalogFileMapper.DayRow;
import io.quickbooking.core.catalog.CatalogFileMapper.HoursRow;
import io.quickbooking.core.catalog.CatalogFileMapper.MasterRow;
import io.quickbooking.core.catalog.CatalogFileMapper.SalonRow;
import io.quickbooking.core.catalog.CatalogFileMapper.ServiceRow;
import io.quickbooking.core.catalog.CatalogRows.Performed;
import io.quickbooking.core.catalog.SpecialDay.Kind;
import java.io.StringWriter;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Writes rows as a catalogue file: a salon's own keys one per line, each service and each master on one line. YAML's emitter
 * decides about quotes.
 */
final class CatalogWriter {
    private final CatalogRows rows;
    private final Map<UUID, List<ServiceRow>> services;
    private final Map<UUID, List<MasterRow>> masters;
    private final Map<UUID, String> serviceCodes;
    private final Map<UUID, List<Performed>> performedByMaster;
    private final Map<UUID, Set<HoursRow>> hours;
    private final Map<UUID, Set<HoursRow>> breaks;
    private final Map<UUID, List<DayRow>> days;

    private CatalogWriter(CatalogRows rows) {
        this.rows = rows;
        services = rows.services().stream().collect(groupingBy(ServiceRow::salonId));
        masters = rows.masters().stream().collect(groupingBy(MasterRow::salonId));
        serviceCodes = rows.services().stream().collect(toMap(ServiceRow::id, ServiceRow::code));
        performedByMaster = rows.performedByMaster();
        hours = rows.hoursByOwner();
        breaks = rows.breaksByOwner();
        days = rows.daysByOwner();
    }

    static String write(CatalogRows rows) {
        StringWriter yaml = new StringWriter();
        new Yaml(layout()).serialize(new CatalogWriter(rows).file(), yaml);
        return yaml.toString();
    }

    private static DumperOptions layout() {
        DumperOptions layout = new DumperOptions();
        layout.setIndent(4);
        layout.setIndicatorIndent(2);
        layout.setIndentWithIndicator(false);
        // A long line is easier to compare and to edit than a folded one.
        layout.setWidth(Integer.MAX_VALUE);
        layout.setSplitLines(false);
        return layout;
    }

    private Node file() {
        Entries file = new Entries();
        file.add(
                "salons",
                list(FlowStyle.BLOCK, rows.salons().stream().map(this::salon).toList()));
        return file.node(FlowStyle.BLOCK);
    }

    private Node salon(SalonRow salon) {
        Entries entries = new Entries()
                .add("code", text(salon.code()))
                .add("name", text(salon.name()))
                .add("phoneNumberId", quoted(salon.phoneNumberId()));
        if (salon.displayPhone() != null) {
            entries.add("displayPhone", quoted(salon.displayPhone()));
        }
        entries.add("timeZone", text(salon.timeZone()))
                .add("language", text(salon.language()))
                .add("currency", text(salon.currency()))
                .add("slotMinutes", number(salon.slotMinutes()))
                .add("horizonDays", number(salon.horizonDays()))
                .add("noticeMinutes", number(salon.noticeMinutes()));
        addNumber(entries, "holdMinutes", salon.holdMinutes());
        addActive(entries, salon.active());
        entries.add("workingHours", hours(hours, salon.id()));
        addCalendar(entries, salon.id());
        return entries.add("services", list(FlowStyle.BLOCK, services(salon)))
                .add("masters", list(FlowStyle.BLOCK, masters(salon)))
                .node(FlowStyle.BLOCK);
    }

    private List<Node> services(SalonRow salon) {
        return services.getOrDefault(salon.id(), List.of()).stream()
                .map(CatalogWriter::service)
                .toList();
    }

    private static Node service(ServiceRow service) {
        Entries entries = new Entries()
                .add("code", text(service.code()))
                .add("name", text(service.name()))
                .add("minutes", number(service.minutes()))
                .add("price", number(service.price()));
        addNumber(entries, "bufferBefore", service.bufferBeforeMinutes());
        addNumber(entries, "bufferAfter", service.bufferAfterMinutes());
        addActive(entries, service.active());
        return entries.node(FlowStyle.FLOW);
    }

    private List<Node> masters(SalonRow salon) {
        return masters.getOrDefault(salon.id(), List.of()).stream()
                .map(this::master)
                .toList();
    }

    private Node master(MasterRow master) {
        List<Node> services = performedByMaster.getOrDefault(master.id(), List.of()).stream()
                .map(this::performed)
                .toList();
        Entries entries = new Entries()
                .add("code", text(master.code()))
                .add("name", text(master.name()))
                .add("services", list(FlowStyle.FLOW, services));
        if (master.ownHours()) {
            entries.add("workingHours", hours(hours, master.id()));
        }
        addCalendar(entries, master.id());
        if (master.worksFrom() != null) {
            entries.add("worksFrom", date(master.worksFrom().toString()));
        }
        if (master.worksUntil() != null) {
            entries.add("worksUntil", date(master.worksUntil().toString()));
        }
        addActive(entries, master.active());
        return entries.node(FlowStyle.FLOW);
    }

    private Node performed(Performed service) {
        Node code = text(serviceCodes.get(service.serviceId()));
        if (service.minutes() == null && service.price() == null) {
            return code;
        }
        Entries entries = new Entries().add("service", code);
        if (service.minutes() != null) {
            entries.add("minutes", number(service.minutes()));
        }
        if (service.price() != null) {
            entries.add("price", number(service.price()));
        }
        return entries.node(FlowStyle.FLOW);
    }

    private void addCalendar(Entries entries, UUID owner) {
        if (breaks.containsKey(owner)) {
            entries.add("breaks", hours(breaks, owner));
        }
        for (Kind kind : Kind.values()) {
            List<Node> ofKind = days.getOrDefault(owner, List.of()).stream()
                    .map(DayRow::day)
                    .filter(day -> day.kind() == kind)
                    .map(CatalogWriter::day)
                    .toList();
            if (!ofKind.isEmpty()) {
                entries.add(SpecialDayNotation.key(kind), list(FlowStyle.FLOW, ofKind));
            }
        }
    }

    private static Node day(SpecialDay day) {
        Entries entries = new Entries();
        SpecialDayNotation.write(day)
                .forEach((key, value) -> entries.add(
                        key,
                        switch (key) {
                            case "yearly" -> flag(value);
                            case "name" -> text(value);
                            case "hours" -> quoted(value);
                            default -> date(value);
                        }));
        return entries.node(FlowStyle.FLOW);
    }

    /** Writes a number unless it is 0, the default, just as {@code active} is written only if false. */
    private static void addNumber(Entries entries, String key, int value) {
        if (value != 0) {
            entries.add(key, number(value));
        }
    }

    private static void addActive(Entries entries, boolean active) {
        if (!active) {
            entries.add("active", flag("false"));
        }
    }

    private static Node flag(String value) {
        return new ScalarNode(Tag.BOOL, value, null, null, ScalarStyle.PLAIN);
    }

    private static Node date(String date) {
        return new ScalarNode(Tag.TIMESTAMP, date, null, null, ScalarStyle.PLAIN);
    }

    private static Node hours(Map<UUID, Set<HoursRow>> byOwner, UUID owner) {
        Map<DayOfWeek, List<MinuteRange>> days = byOwner.getOrDefault(owner, Set.of()).stream()
                .collect(groupingBy(
                        row -> DayOfWeek.of(row.weekday()),
                        mapping(row -> new MinuteRange(row.fromMinute(), row.toMinute()), toList())));
        Entries entries = new Entries();
        HoursNotation.write(new WeeklyHours(days))
                .forEach((key, ranges) -> entries.add(
                        key,
                        list(
                                FlowStyle.FLOW,
                                ranges.stream().map(CatalogWriter::quoted).toList())));
        return entries.node(FlowStyle.FLOW);
    }

    private static Node text(String text) {
        return new ScalarNode(Tag.STR, text, null, null, ScalarStyle.PLAIN);
    }

    private static Node quoted(String text) {
        return new ScalarNode(Tag.STR, text, null, null, ScalarStyle.DOUBLE_QUOTED);
    }

    private static Node number(long number) {
        return new ScalarNode(Tag.INT, Long.toString(number), null, null, ScalarStyle.PLAIN);
    }

    private static Node list(FlowStyle style, List<Node> items) {
        return new SequenceNode(Tag.SEQ, items, style);
    }

    /** The entries of a mapping, in order. */
    private static final class Entries {
        private final List<NodeTuple> entries = new ArrayList<>();

        Entries add(String key, Node value) {
            entries.add(new NodeTuple(text(key), value));
            return this;
        }

        Node node(FlowStyle style) {
            return new MappingNode(Tag.MAP, entries, style);
        }
    }
}
