package dev.slipway.dns.outbound.route53;

import dev.slipway.dns.domain.RecordType;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.route53.model.ResourceRecord;

/**
 * Values and names as Route 53 writes them: texts in quotes and in strings of 255 characters, unusual characters as three
 * octal digits.
 *
 * @see <a href="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html">Supported DNS record
 *     types</a>
 */
final class Values {

    private static final int LONGEST_STRING = 255;
    private static final Pattern STRING = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern OCTAL = Pattern.compile("\\\\([0-7]{3})");

    private Values() {}

    static ResourceRecord written(RecordType type, String value) {
        return ResourceRecord.builder()
                .value(type == RecordType.TXT ? quoted(value) : value)
                .build();
    }

    static String read(RecordType type, String value) {
        if (type != RecordType.TXT) {
            return value;
        }
        StringBuilder text = new StringBuilder();
        Matcher strings = STRING.matcher(value);
        while (strings.find()) {
            text.append(unescaped(strings.group(1)));
        }
        return text.toString();
    }

    static String name(String name) {
        String full = name.endsWith(".") ? name : name + ".";
        return OCTAL.matcher(full).replaceAll(octal -> Matcher.quoteReplacement(character(octal.group(1))));
    }

    private static String quoted(String text) {
        StringBuilder strings = new StringBuilder();
        for (int i = 0; i < text.length(); i += LONGEST_STRING) {
            String part = text.substring(i, Math.min(text.length(), i + LONGEST_STRING));
            strings.append(i == 0 ? "\"" : " \"")
                    .append(part.replace("\\", "\\\\").replace("\"", "\\\""))
                    .append('"');
        }
        return strings.toString();
    }

    private static String unescaped(String string) {
        String characters =
                OCTAL.matcher(string).replaceAll(octal -> Matcher.quoteReplacement(character(octal.group(1))));
        return characters.replaceAll("\\\\(.)", "$1");
    }

    private static String character(String octal) {
        return String.valueOf((char) Integer.parseInt(octal, 8));
    }
}
