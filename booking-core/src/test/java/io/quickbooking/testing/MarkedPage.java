package io.quickbooking.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page of docs with parts that measurements write, between {@code <!-- name: begin -->} and {@code <!-- name: end -->}. */
public record MarkedPage(Path file) {
    /** @param text whole lines */
    public void replace(String name, String text) throws IOException {
        String before = Files.readString(file);
        String opening = "<!-- " + name + ": begin -->\n";
        int begin = before.indexOf(opening);
        int end = before.indexOf("<!-- " + name + ": end -->");
        if (begin < 0 || end < begin) {
            throw new IOException(file + " has no markers for " + name);
        }
        Files.writeString(file, before.substring(0, begin + opening.length()) + text + before.substring(end));
    }
}
