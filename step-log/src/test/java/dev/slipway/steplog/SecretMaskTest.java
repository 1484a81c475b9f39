package dev.slipway.steplog;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SecretMaskTest {

    private static final String ODD = "p\"ä s/w+d<&\\9";

    @Test
    void plainSecretIsReplaced() {
        assertThat(masking("hunter2").apply("login with hunter2!")).isEqualTo("login with ***!");
    }

    @Test
    void lineWithoutSecretIsUntouched() {
        assertThat(masking("hunter2").apply("nothing to see: hunter")).isEqualTo("nothing to see: hunter");
    }

    @Test
    void everyOccurrenceIsReplaced() {
        assertThat(masking("hunter2").apply("hunter2hunter2 hunter2")).isEqualTo("*** ***");
    }

    @Test
    void longerSecretWinsOverItsBeginning() {
        SecretMask mask = SecretMask.of(Map.of("A", "hunter2", "B", "hunter2-and-more"));

        assertThat(mask.apply("x hunter2-and-more y")).isEqualTo("x *** y");
    }

    @Test
    void overlappingSecretsAreBothCovered() {
        SecretMask mask = SecretMask.of(Map.of("A", "abcdef", "B", "defghi"));

        assertThat(mask.apply("-abcdefghi-")).isEqualTo("-***-");
    }

    @Test
    void eachLineOfAMultiLineSecretIsReplaced() {
        SecretMask mask = masking("-----BEGIN KEY-----\nMIIEvQIBADANBg\r\n  kqhkiG9w0B\n-----END KEY-----\n");

        assertThat(mask.apply("MIIEvQIBADANBg")).isEqualTo("***");
        assertThat(mask.apply("x kqhkiG9w0B")).isEqualTo("x ***");
    }

    @Test
    void multiLineSecretIsReplacedInJson() {
        assertThat(masking("first line\nsecond line").apply("{\"key\":\"first line\\nsecond line\"}"))
                .isEqualTo("{\"key\":\"***\"}");
    }

    @Test
    void base64IsReplacedInAllAlignments() {
        SecretMask mask = masking("s3cr3t-token");
        for (String before : new String[] {"", "x", "xy", "xyz", "user:"}) {
            String encoded = base64(before + "s3cr3t-token" + "tail");

            String masked = mask.apply(encoded);

            assertThat(masked)
                    .as(before)
                    .contains("***")
                    .doesNotContain(encoded.substring(encoded.length() / 2 - 2, encoded.length() / 2 + 2));
        }
    }

    @Test
    void wrappedBase64OfALongSecretIsReplacedLineByLine() {
        String key = "0123456789abcdefghij".repeat(10);
        SecretMask mask = masking(key);

        new String(Base64.getMimeEncoder().encode(key.getBytes(StandardCharsets.UTF_8)), StandardCharsets.US_ASCII)
                .lines()
                .forEach(line -> assertThat(mask.apply(line)).isEqualTo("***"));
    }

    @Test
    void urlFormsAreReplaced() {
        String form = URLEncoder.encode(ODD, StandardCharsets.UTF_8);

        assertThat(masking(ODD).apply("?p=" + form + "&x")).isEqualTo("?p=***&x");
        assertThat(masking(ODD).apply("?p=" + form.replace("+", "%20") + "&x")).isEqualTo("?p=***&x");
        assertThat(masking(ODD)
                        .apply("?p="
                                + form.replace("%C3%A4", "%c3%a4")
                                        .replace("%2F", "%2f")
                                        .replace("%22", "%22")
                                        .replace("%2B", "%2b")
                                        .replace("%3C", "%3c")
                                        .replace("%5C", "%5c")))
                .isEqualTo("?p=***");
    }

    @Test
    void jsonFormsAreReplaced() {
        SecretMask mask = masking(ODD);

        assertThat(mask.apply("\"p\\\"ä s/w+d<&\\\\9\"")).isEqualTo("\"***\"");
        assertThat(mask.apply("\"p\\\"\\u00e4 s/w+d\\u003c\\u0026\\\\9\"")).isEqualTo("\"***\"");
    }

    @Test
    void coloursInsideASecretDoNotHideIt() {
        assertThat(masking("hunter2").apply("\u001B[1mhun\u001B[31mter2\u001B[0m!"))
                .isEqualTo("\u001B[1m***\u001B[31m\u001B[0m!");
    }

    @Test
    void trailingLineFeedOfASecretFileDoesNotMatter() {
        assertThat(masking("hunter2\n").apply("x hunter2 y")).isEqualTo("x *** y");
    }

    @Test
    void beginningOfASecretAtACutIsReplaced() {
        assertThat(masking("hunter2").apply("xxx hunt", true)).isEqualTo("xxx ***");
        assertThat(masking("hunter2").apply("xxx hunt", false)).isEqualTo("xxx hunt");
    }

    @Test
    void tooShortSecretIsRefusedByName() {
        SecretMask mask = SecretMask.of(Map.of("PIN", "123", "TOKEN", "123456"));

        assertThat(mask.refused()).containsExactly("PIN");
        assertThat(mask.apply("123 123456")).isEqualTo("123 ***");
    }

    @Test
    void noFormOfARandomSecretSurvives() {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            String secret = word(random, 4 + random.nextInt(40));
            String before = word(random, random.nextInt(7));
            String after = word(random, random.nextInt(7));
            SecretMask mask = masking(secret);

            assertThat(mask.apply(before + secret + after)).as("seed %d", seed).doesNotContain(secret);
            String core = coreOfBase64(before, secret);
            assertThat(mask.apply(base64(before + secret + after)))
                    .as("seed %d", seed)
                    .doesNotContain(core);
        }
    }

    /** The part of the Base64 text that depends on nothing but the secret. */
    private static String coreOfBase64(String before, String secret) {
        int begin = (before.length() * 8 + 5) / 6;
        int end = (before.length() + secret.length()) * 8 / 6;
        return base64(before + secret).substring(begin, end);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    static String word(Random random, int length) {
        String alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_+/=";
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < length; i++) {
            word.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return word.toString();
    }

    private static SecretMask masking(String secret) {
        return SecretMask.of(Map.of("SECRET", secret));
    }
}
