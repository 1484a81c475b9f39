package dev.slipway.console.inbound.webhook;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a forge sent, believed in nothing yet.
 *
 * @param headers value of a header by its name, whatever the letter case; null when it was not sent
 * @param body the bytes as they came: signatures are over these
 */
record Delivery(Function<String, @Nullable String> headers, byte[] body) {

    static Delivery of(HttpHeaders headers, byte @Nullable [] body) {
        return new Delivery(headers::getHeaderString, body == null ? new byte[0] : body);
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.apply(name)).filter(value -> !value.isBlank());
    }
}
