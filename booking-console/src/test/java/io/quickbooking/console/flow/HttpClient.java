package io.quickbooking.console.flow;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/** Sends requests to a port of this machine, one after the other, on one connection as long as the server keeps it. */
final class HttpClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 60_000;

    private final int port;
    private @Nullable HttpConnection connection;

    HttpClient(int port) {
        this.port = port;
    }

    void connect() throws IOException {
        if (connection == null) {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(PATIENCE_MILLIS);
            connection = new HttpConnection(socket);
        }
    }

    /**
     * @param head see {@link HttpConnection#send}
     * @return the status
     */
    int send(String head, byte[] body) throws IOException {
        try {
            return sendOnce(head, body);
        } catch (EOFException closed) {
            // While nothing was said: then clients connect again.
            close();
            return sendOnce(head, body);
        }
    }

    private int sendOnce(String head, byte[] body) throws IOException {
        connect();
        HttpConnection open = connection;
        open.send(head, body);
        HttpConnection.Message answer = open.receive();
        if (answer.last()) {
            close();
        }
        return answer.status();
    }

    @Override
    public void close() throws IOException {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }
}
