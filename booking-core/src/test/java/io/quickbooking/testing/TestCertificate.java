package io.quickbooking.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A certificate for 127.0.0.1 that nobody has signed but itself.
 *
 * @param pem the certificate
 * @param key its private key
 */
public record TestCertificate(Path pem, Path key) {
    public static TestCertificate forLoopback() {
        try {
            Path directory = Files.createTempDirectory("certificate");
            TestCertificate certificate =
                    new TestCertificate(directory.resolve("cert.pem"), directory.resolve("key.pem"));
            Process openssl = new ProcessBuilder(
                            DebianProgram.require("/usr/bin/openssl", "openssl").toString(),
                            "req",
                            "-x509",
                            "-newkey",
                            "rsa:2048",
                            "-nodes",
                            "-days",
                            "2",
                            "-subj",
                            "/CN=127.0.0.1",
                            "-addext",
                            "subjectAltName=IP:127.0.0.1",
                            "-keyout",
                            certificate.key().toString(),
                            "-out",
                            certificate.pem().toString())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(openssl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (openssl.waitFor() != 0) {
                throw new IllegalStateException(output);
            }
            return certificate;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
