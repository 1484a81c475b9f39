package dev.slipway.steplog;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/**
 * The ways in which a secret is commonly written.
 *
 * <p>Base64 depends on how many bytes stand before the secret: modulo three there are three alignments. The characters
 * that also hold bits of the neighbours are left off at both ends, the rest is the same whatever surrounds it:
 *
 * <pre>
 *   bytes before   secret "hunter2"        pattern
 *   0              aHVudGVyMg|==           aHVudGVyM
 *   1              eA|h1bnRlcjI|=          h1bnRlcjI
 *   2              eHh|odW50ZXIy           odW50ZXIy
 * </pre>
 */
final class SecretForms {

    static final int SHORTEST = 4;

    private static final int BITS_PER_CHARACTER = 6;
    private static final int SHORTEST_WRAPPED = 12;
    private static final char FIRST_PRINTABLE = ' ';
    private static final char LAST_ASCII = 0x7E;

    private final Set<String> forms = new LinkedHashSet<>();

    private SecretForms() {}

    static Set<String> of(String secret) {
        SecretForms collected = new SecretForms();
        collected.writings(secret);
        // a stored file ends with a line feed, the command's variable mostly does not
        collected.writings(secret.strip());
        secret.lines().map(String::strip).forEach(collected::writings);
        return collected.forms;
    }

    private void writings(String value) {
        if (value.length() < SHORTEST) {
            return;
        }
        add(value);
        String percent = URLEncoder.encode(value, StandardCharsets.UTF_8);
        addUrl(percent);
        addUrl(percent.replace("+", "%20"));
        add(json(value, false, false));
        add(json(value, true, false));
        add(json(value, false, true));
        add(json(value, true, true));
        base64(value.getBytes(StandardCharsets.UTF_8));
    }

    private void addUrl(String percent) {
        add(percent);
        add(lowerCaseEscapes(percent));
    }

    private static String lowerCaseEscapes(String percent) {
        StringBuilder lower = new StringBuilder(percent);
        for (int at = lower.indexOf("%"); at >= 0; at = lower.indexOf("%", at + 1)) {
            lower.replace(at, at + 3, lower.substring(at, at + 3).toLowerCase(Locale.ROOT));
        }
        return lower.toString();
    }

    /** Patterns never span lines; whatever does is caught line by line. */
    private void add(String form) {
        if (form.length() >= SHORTEST && form.indexOf('\n') < 0 && form.indexOf('\r') < 0) {
            forms.add(form);
        }
    }

    private static String json(String value, boolean asciiOnly, boolean htmlSafe) {
        StringBuilder json = new StringBuilder();
        for (char c : value.toCharArray()) {
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                default -> {
                    boolean html = c == '<' || c == '>' || c == '&';
                    if (c < FIRST_PRINTABLE || (asciiOnly && c > LAST_ASCII) || (htmlSafe && html)) {
                        json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        json.append(c);
                    }
                }
            }
        }
        return json.toString();
    }

    private void base64(byte[] value) {
        for (int before = 0; before < 3; before++) {
            byte[] shifted = new byte[before + value.length];
            System.arraycopy(value, 0, shifted, before, value.length);
            String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            int begin = (before * Byte.SIZE + BITS_PER_CHARACTER - 1) / BITS_PER_CHARACTER;
            int end = shifted.length * Byte.SIZE / BITS_PER_CHARACTER;
            addBase64(encoded.substring(begin, end));
        }
        // as the base64 command wraps it
        for (String wrapped : new String(Base64.getMimeEncoder().encode(value), StandardCharsets.US_ASCII)
                .lines()
                .toList()) {
            if (wrapped.length() >= SHORTEST_WRAPPED) {
                addBase64(wrapped);
            }
        }
    }

    private void addBase64(String encoded) {
        add(encoded);
        add(encoded.replace('+', '-').replace('/', '_'));
    }
}
