package io.microtape.simulator.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.nio.charset.StandardCharsets;

/** The connection below HTTP, for what no HTTP server would do. Vert.x has no public way to it. */
final class RawChannel {
    private final Channel channel;

    RawChannel(HttpConnection connection) {
        this.channel = ((ConnectionBase) connection).channel();
    }

    /** Sends exactly these characters, past everything that writes HTTP, and closes. */
    void sendAndClose(String ascii) {
        // From the first handler the bytes go straight to the socket.
        channel.pipeline().firstContext()
                .writeAndFlush(Unpooled.copiedBuffer(ascii, StandardCharsets.US_ASCII))
                .addListener(ChannelFutureListener.CLOSE);
    }

    /** Ends the connection with a TCP RST. */
    void abort() {
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        channel.close().addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }
}
