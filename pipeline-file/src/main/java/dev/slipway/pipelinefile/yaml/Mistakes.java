package dev.slipway.pipelinefile.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The mistakes found so far in one file. Confined to one thread. */
public final class Mistakes {

    /** More than this many are noise. */
    private static final int MOST = 100;

    private static final int SHOWN_CHARACTERS = 100;

    private final String file;
    private final List<Mistake> found = new ArrayList<>();

    public Mistakes(String file) {
        this.file = file;
    }

    /** @param line from 1 */
    void add(int line, int column, String path, String problem, String expected) {
        var mistake = new Mistake(file, line, column, path, problem, expected);
        if (found.size() < MOST && !found.contains(mistake)) {
            found.add(mistake);
        }
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** All mistakes in the order of the file. */
    public List<Mistake> list() {
        return found.stream()
                .sorted(Comparator.comparingInt(Mistake::line).thenComparingInt(Mistake::column))
                .toList();
    }

    /** Text of a repository as it may be shown: without control characters, shortened. */
    public static String shown(String text) {
        var printable = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
        return printable.length() <= SHOWN_CHARACTERS ? printable : printable.substring(0, SHOWN_CHARACTERS) + "…";
    }
}
