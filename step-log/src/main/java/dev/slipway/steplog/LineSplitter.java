package dev.slipway.steplog;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Bytes of one stream to lines. Malformed UTF-8 becomes U+FFFD. A lone carriage return does what a terminal does: what
 * follows overwrites the line, so that of a progress display only the last state is kept. Where chunks end makes no
 * difference. Not thread-safe.
 */
final class LineSplitter {

    static final int LINE_LIMIT_BYTES = 64 * 1024;

    private static final int CHUNK = 8 * 1024;
    private static final int LONGEST_UNFINISHED = 4;

    private final Consumer<RawLine> lines;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final ByteBuffer bytes = ByteBuffer.allocate(CHUNK + LONGEST_UNFINISHED);
    private final CharBuffer chars = CharBuffer.allocate(CHUNK + LONGEST_UNFINISHED);
    private final TerminalFilter filter = new TerminalFilter(new TerminalFilter.Output() {
        @Override
        public void text(char c) {
            character(c);
        }

        @Override
        public void colour(String sequence) {
            if (admits(sequence.length())) {
                line.append(sequence);
            }
        }
    });

    private final StringBuilder line = new StringBuilder();
    private int lineBytes;
    private boolean cut;
    private boolean returned;

    LineSplitter(Consumer<RawLine> lines) {
        this.lines = lines;
    }

    void accept(byte[] input) {
        for (int from = 0; from < input.length; from += CHUNK) {
            bytes.put(input, from, Math.min(CHUNK, input.length - from));
            decode(false);
        }
    }

    /** The stream has ended: what stands on an unfinished line becomes a line. */
    void finish() {
        decode(true);
        decoder.flush(chars);
        drain();
        decoder.reset();
        if (!line.isEmpty()) {
            endLine();
        }
        returned = false;
    }

    private void decode(boolean end) {
        bytes.flip();
        // the output has room for one character per byte: it cannot overflow
        decoder.decode(bytes, chars, end);
        bytes.compact();
        drain();
    }

    private void drain() {
        chars.flip();
        while (chars.hasRemaining()) {
            filter.accept(chars.get());
        }
        chars.clear();
    }

    private void character(char c) {
        if (c == '\n') {
            endLine();
            return;
        }
        if (c == '\r') {
            returned = true;
            return;
        }
        if (admits(utf8Length(c))) {
            line.append(c);
        }
    }

    private boolean admits(int more) {
        if (returned) {
            clearLine();
        }
        if (lineBytes + more > LINE_LIMIT_BYTES) {
            cut = true;
        }
        lineBytes += cut ? 0 : more;
        return !cut;
    }

    private void endLine() {
        int last = line.length() - 1;
        if (cut && last >= 0 && Character.isHighSurrogate(line.charAt(last))) {
            line.setLength(last);
        }
        RawLine complete = new RawLine(line.toString(), cut);
        clearLine();
        lines.accept(complete);
    }

    private void clearLine() {
        line.setLength(0);
        lineBytes = 0;
        cut = false;
        returned = false;
    }

    /** Each half of a surrogate pair counts for two of the four bytes. */
    private static int utf8Length(char c) {
        if (c < 0x80) {
            return 1;
        }
        return c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
}
