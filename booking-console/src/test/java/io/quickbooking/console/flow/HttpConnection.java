package io.quickbooking.console.flow;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/**
 * One end of a connection that speaks as much HTTP/1.1 as the measurement needs: messages with a length, one after the
 * other. A whole client would take as much of the processor as what is measured.
 */
final class HttpConnection implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);

    HttpConnection(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream(), 8192);
        out = socket.getOutputStream();
    }

    /** @param head request line or status line and headers but the length, each with its line end */
    void send(String head, byte[] body) throws IOException {
        byte[] first = (head + "Content-Length: " + body.length + "\r\n\r\n").getBytes(ISO_8859_1);
        byte[] whole = new byte[first.length + body.length];
        System.arraycopy(first, 0, whole, 0, first.length);
        System.arraycopy(body, 0, whole, first.length, body.length);
        out.write(whole);
        out.flush();
    }

    /**
     * @param start the request line or the status line
     * @param last whether the other side closes the connection after it
     */
    record Message(String start, byte[] body, boolean last) {
        int status() {
            return Integer.parseInt(start.substring(9, 12));
        }
    }

    /** @throws EOFException when the other side has closed the connection */
    Message receive() throws IOException {
        String start = readLine();
        int length = 0;
        boolean last = false;
        for (String header = readLine(); !header.isEmpty(); header = readLine()) {
            if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Integer.parseInt(header.substring(15).strip());
            }
            last |= header.equalsIgnoreCase("connection: close");
        }
        return new Message(start, in.readNBytes(length), last);
    }

    private String readLine() throws IOException {
        line.reset();
        for (int read = in.read(); read != '\n'; read = in.read()) {
            if (read < 0) {
                throw new EOFException();
            }
            if (read != '\r') {
                line.write(read);
            }
        }
        return line.toString(ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
