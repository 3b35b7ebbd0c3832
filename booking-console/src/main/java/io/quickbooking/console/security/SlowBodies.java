package io.quickbooking.console.security;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.jspecify.annotations.Nullable;

/**
 * Ends connections whose request's body trickles in. Tomcat's timeout begins anew with each byte, also when it reads what
 * nobody wants any more; without virtual threads a hundred such clients would keep all others out, and none of them has to
 * have signed in: the token of a form is in its body.
 */
final class SlowBodies extends ValveBase {
    /** Slower than any network on which somebody would upload a catalogue. */
    private static final int BYTES_PER_SECOND = 16_384;

    /** What is read of a body that nobody wants, so that its sender gets to reading the answer. */
    private static final int MOST_DISCARDED = 4 * 1024 * 1024;

    private final Duration patience;

    /** @param patience for a body of no length; more for more */
    SlowBodies(Duration patience) {
        super(true);
        this.patience = patience;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        org.apache.coyote.Request connection = request.getCoyoteRequest();
        InputBuffer input = connection.getInputBuffer();
        TimedInput timed = new TimedInput(input, patience);
        connection.setInputBuffer(timed);
        try {
            getNext().invoke(request, response);
        } finally {
            if (!request.isAsync()) {
                response.finishResponse();
                if (connection.hasExpectation() || !timed.endsWhenDiscarded()) {
                    connection.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
                }
            }
            connection.setInputBuffer(input);
        }
    }

    private static final class TimedInput implements InputBuffer {
        private final InputBuffer input;
        private final long begin = System.nanoTime();
        private final Duration patience;
        private long bytes;

        TimedInput(InputBuffer input, Duration patience) {
            this.input = input;
            this.patience = patience;
        }

        @Override
        public int doRead(ApplicationBufferHandler handler) throws IOException {
            long allowed = patience.toNanos() + TimeUnit.SECONDS.toNanos(bytes) / BYTES_PER_SECOND;
            if (System.nanoTime() - begin > allowed) {
                throw new SocketTimeoutException("The body takes too long");
            }
            int length = input.doRead(handler);
            bytes += Math.max(length, 0);
            return length;
        }

        @Override
        public int available() {
            return input.available();
        }

        boolean endsWhenDiscarded() {
            Discarded discarded = new Discarded();
            long most = bytes + MOST_DISCARDED;
            try {
                while (bytes <= most) {
                    if (doRead(discarded) < 0) {
                        return true;
                    }
                }
            } catch (IOException gone) {
                return false;
            }
            return false;
        }
    }

    private static final class Discarded implements ApplicationBufferHandler {
        private @Nullable ByteBuffer buffer;

        @Override
        public void setByteBuffer(@Nullable ByteBuffer buffer) {
            this.buffer = buffer;
        }

        @Override
        public @Nullable ByteBuffer getByteBuffer() {
            return buffer;
        }

        @Override
        public void expand(int size) {
            // Tomcat brings the buffer along.
        }
    }
}
