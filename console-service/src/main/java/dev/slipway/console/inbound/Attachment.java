package dev.slipway.console.inbound;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URLConnection;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Bytes that a build made, to be saved and never shown: on the console's own address a page of somebody else's making could
 * do what the person who looks at it may do.
 */
final class Attachment {

    private static final String UNKNOWN = "application/octet-stream";

    private Attachment() {}

    /** @param name as somebody else chose it */
    static Response.ResponseBuilder named(String name, Object content) {
        String type = URLConnection.guessContentTypeFromName(name);
        return Response.ok(content, type == null ? UNKNOWN : type)
                .header(HttpHeaders.CONTENT_DISPOSITION, disposition(name))
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "sandbox; default-src 'none'");
    }

    /** The plain name for old programs, the true one for the others (RFC 6266). */
    private static String disposition(String name) {
        String plain = name.replaceAll("[^A-Za-z0-9._ -]", "_");
        String exact = URLEncoder.encode(name, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
        return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + exact;
    }
}
