package dev.slipway.steplog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalFilterTest {

    /** In the table {@code ␛} stands for ESC, {@code ␇} for BEL. */
    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '`',
            value = {
                "plain text → plain text",
                "␛[1;31mred␛[0m → ␛[1;31mred␛[0m",
                "␛[38:2:1:2:3mtrue colour␛[m → ␛[38:2:1:2:3mtrue colour␛[m",
                "a␛[2Jb → ab",
                "a␛[10;20Hb → ab",
                "a␛[?25lb → ab",
                "a␛[>4mb → ab",
                "a␛]0;title␇b → ab",
                "a␛]8;;javascript:alert(1)␛\\link␛]8;;␛\\b → alinkb",
                "a␛Pdevice␛\\b → ab",
                "a␛(Bb → ab",
                "a␛cb → ab",
                "a␛␛[31mb → a␛[31mb",
                "a␛]never ended → a",
            })
    void letsThroughTextAndColoursOnly(String input, String expected) {
        assertThat(filter(input)).isEqualTo(expected.replace('␛', '\u001B'));
    }

    @ParameterizedTest
    @CsvSource({"0", "7", "8", "11", "12", "127", "133", "8206", "8238", "8294"})
    void dropsInvisibleCharacters(int character) {
        assertThat(filter("a" + (char) character + "b")).isEqualTo("ab");
    }

    @ParameterizedTest
    @CsvSource({"9", "228", "9731"})
    void keepsTabAndLetters(int character) {
        assertThat(filter("a" + (char) character + "b")).isEqualTo("a" + (char) character + "b");
    }

    @ParameterizedTest
    @CsvSource({"]0;title", "[31", "P", "["})
    void lineEndEndsAnUnfinishedSequence(String unfinished) {
        assertThat(filter("␛" + unfinished + "\nnext")).isEqualTo("\nnext");
    }

    private static String filter(String input) {
        StringBuilder result = new StringBuilder();
        TerminalFilter filter = new TerminalFilter(new TerminalFilter.Output() {
            @Override
            public void text(char c) {
                result.append(c);
            }

            @Override
            public void colour(String sequence) {
                result.append(sequence);
            }
        });
        for (char c : input.replace('␛', '\u001B').replace('␇', '\u0007').toCharArray()) {
            filter.accept(c);
        }
        return result.toString();
    }
}
