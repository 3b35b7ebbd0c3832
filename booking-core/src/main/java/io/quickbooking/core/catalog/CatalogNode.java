package io.quickbooking.core.catalog;

import io.quickbooking.core.catalog.CatalogFileException.Place;
import io.quickbooking.core.catalog.CatalogFileException.Problem;
import io.quickbooking.core.text.VisibleText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A value in a catalogue file with its place. A wrong value is added to the file's problems and replaced by a stand-in, so that
 * reading continues and finds the other problems too; a file with problems is rejected in the end.
 */
final class CatalogNode {
    /** Excludes 0x10, 1_000 and 010, which YAML takes for 8. */
    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?(0|[1-9]\\d{0,30})");

    private static final int SHOWN_CHARACTERS = 60;

    private final Node node;
    private final Place place;
    private final List<Problem> problems;

    CatalogNode(Node node, String path, List<Problem> problems) {
        this.node = node;
        this.place = new Place(path, line(node));
        this.problems = problems;
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    Place place() {
        return place;
    }

    void report(String text) {
        problems.add(Problem.at(place, text));
    }

    /** Returns text for display: 1 to {@code maxLength} characters, not blank. */
    String text(int maxLength) {
        Optional<String> text = scalar();
        if (text.isEmpty()) {
            return "";
        }
        String value = text.get();
        int length = value.codePointCount(0, value.length());
        if (value.isBlank()) {
            report("must not be blank");
        } else if (length > maxLength) {
            report("must have at most " + maxLength + " characters, not " + length);
        } else if (value.codePoints().anyMatch(CatalogNode::isUnprintable)) {
            report("must not contain control characters");
        } else if (VisibleText.isBlank(value)) {
            report("must have characters that can be seen");
        }
        return value;
    }

    /**
     * Returns whether a character is refused: PostgreSQL rejects NUL and half a surrogate pair, and messages must contain
     * neither other control characters nor those that reverse the direction of the text beside them.
     */
    private static boolean isUnprintable(int codePoint) {
        return Character.isISOControl(codePoint)
                || Character.getType(codePoint) == Character.SURROGATE
                || (codePoint >= 0x202A && codePoint <= 0x202E)
                || (codePoint >= 0x2066 && codePoint <= 0x2069);
    }

    /** @param allowed completes "must be" */
    String matching(Predicate<String> rule, String allowed) {
        Optional<String> text = scalar();
        text.filter(rule.negate()).ifPresent(value -> report("must be " + allowed + ", not " + quoted(value)));
        return text.orElse("");
    }

    /** @param example completes "expected" */
    String oneOf(Collection<String> known, String what, String example) {
        Optional<String> text = scalar();
        text.filter(value -> !known.contains(value)).ifPresent(value -> {
            String advice = Spelling.closest(value, known)
                    .map(close -> "did you mean '" + close + "'?")
                    .orElse("expected " + example);
            report("unknown " + what + " " + quoted(value) + ", " + advice);
        });
        return text.orElse("");
    }

    /**
     * Returns the text as written, also where YAML reads a number or a truth value: {@code language: no} is Norwegian and
     * {@code code: 12} is a code.
     */
    private Optional<String> scalar() {
        if (node instanceof ScalarNode scalar) {
            if (!Tag.NULL.equals(node.getTag())) {
                return Optional.of(scalar.getValue());
            }
            report("has no value");
        } else {
            report("must be text, not " + kind());
        }
        return Optional.empty();
    }

    /** Returns a whole number in the range; {@code min} replaces a wrong one. */
    long number(long min, long max) {
        if (isPlain() && WHOLE_NUMBER.matcher(written()).matches()) {
            try {
                long value = Long.parseLong(written());
                if (value >= min && value <= max) {
                    return value;
                }
            } catch (NumberFormatException e) {
                // Too many digits, so the number is out of range.
            }
        }
        report("must be a whole number from " + min + " to " + max + ", not " + shown());
        return min;
    }

    boolean flag() {
        if (!isPlain() || !(written().equals("true") || written().equals("false"))) {
            report("must be true or false, not " + shown());
        }
        return written().equals("true");
    }

    private boolean isPlain() {
        return node instanceof ScalarNode scalar && scalar.getScalarStyle() == ScalarStyle.PLAIN;
    }

    private String written() {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    private String shown() {
        return node instanceof ScalarNode ? quoted(written()) : kind();
    }

    boolean isScalar() {
        return node instanceof ScalarNode;
    }

    boolean isEmptyList() {
        return node instanceof SequenceNode list && list.getValue().isEmpty();
    }

    List<CatalogNode> items() {
        if (node instanceof SequenceNode list) {
            List<Node> items = list.getValue();
            return IntStream.range(0, items.size())
                    .mapToObj(i -> new CatalogNode(items.get(i), place.path() + "[" + i + "]", problems))
                    .toList();
        }
        report("must be a list, not " + kind());
        return List.of();
    }

    /** Returns the values by key, in the order of the file. */
    Map<String, CatalogNode> entries() {
        Map<String, CatalogNode> entries = new LinkedHashMap<>();
        if (!(node instanceof MappingNode mapping)) {
            report("must be a mapping of keys to values, not " + kind());
            return entries;
        }
        for (NodeTuple entry : mapping.getValue()) {
            if (entry.getKeyNode() instanceof ScalarNode key) {
                CatalogNode value = new CatalogNode(entry.getValueNode(), child(key.getValue()), problems);
                if (entries.putIfAbsent(key.getValue(), value) != null) {
                    problems.add(new Problem(child(key.getValue()), line(key), "is there twice"));
                }
            } else {
                problems.add(new Problem(place.path(), line(entry.getKeyNode()), "a key must be text"));
            }
        }
        return entries;
    }

    /** Returns the values of a mapping that may have only these keys. */
    Fields fields(List<String> keys) {
        Map<String, CatalogNode> values = entries();
        for (String unknown : values.keySet()) {
            if (!keys.contains(unknown)) {
                String advice = Spelling.closest(unknown, keys)
                        .map(key -> "did you mean '" + key + "'?")
                        .orElse("allowed are " + String.join(", ", keys));
                problems.add(new Problem(child(unknown), keyLine(unknown), "unknown key, " + advice));
            }
        }
        return new Fields(values);
    }

    /** Returns the line of the key; its value may begin on a later line. */
    private int keyLine(String key) {
        return ((MappingNode) node)
                .getValue().stream()
                        .map(NodeTuple::getKeyNode)
                        .filter(other -> other instanceof ScalarNode scalar
                                && scalar.getValue().equals(key))
                        .mapToInt(CatalogNode::line)
                        .findFirst()
                        .orElseThrow();
    }

    private String child(String key) {
        String name = shortened(key);
        return place.path().isEmpty() ? name : place.path() + "." + name;
    }

    private String kind() {
        if (node instanceof ScalarNode) {
            return Tag.NULL.equals(node.getTag()) ? "nothing" : "text";
        }
        return node instanceof SequenceNode ? "a list" : "a mapping";
    }

    /** Returns a value of the file for a message: one line, shortened. */
    static String quoted(String value) {
        return "'" + shortened(value) + "'";
    }

    private static String shortened(String value) {
        String line = value.replaceAll("\\p{Cntrl}", "?");
        return line.codePointCount(0, line.length()) <= SHOWN_CHARACTERS
                ? line
                : line.substring(0, line.offsetByCodePoints(0, SHOWN_CHARACTERS)) + "...";
    }

    /** The values of a mapping by their keys. */
    final class Fields {
        private final Map<String, CatalogNode> values;

        private Fields(Map<String, CatalogNode> values) {
            this.values = values;
        }

        Optional<CatalogNode> optional(String key) {
            return Optional.ofNullable(values.get(key));
        }

        Optional<CatalogNode> required(String key) {
            // A value that is not a mapping has been reported already, without a list of all missing keys.
            if (!values.containsKey(key) && node instanceof MappingNode) {
                report("'" + key + "' is missing");
            }
            return optional(key);
        }

        /** Returns the items of a required list, each read by {@code read}. */
        <T> List<T> list(String key, Function<CatalogNode, T> read) {
            List<T> list = new ArrayList<>();
            required(key).ifPresent(value -> value.items().forEach(item -> list.add(read.apply(item))));
            return list;
        }
    }
}
