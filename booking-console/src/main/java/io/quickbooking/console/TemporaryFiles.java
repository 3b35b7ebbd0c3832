package io.quickbooking.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Has Tomcat work in the data directory where the system's folder for temporary files is read-only. That folder itself
 * cannot be another one any more: Java has read where it is before there are any settings.
 */
@Component
class TemporaryFiles implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
    private final ConsoleProperties settings;

    TemporaryFiles(ConsoleProperties settings) {
        this.settings = settings;
    }

    @Override
    public void customize(TomcatServletWebServerFactory tomcat) {
        if (Files.isWritable(Path.of(System.getProperty("java.io.tmpdir")))) {
            return;
        }
        Path folder = settings.dataDirectory().resolve("tmp");
        try {
            tomcat.setBaseDirectory(Files.createDirectories(folder).toFile());
            tomcat.setDocumentRoot(
                    Files.createDirectories(folder.resolve("documents")).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
