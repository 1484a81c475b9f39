package dev.slipway.steplog;

/**
 * Lets through what may be shown: text, tab, line ends and SGR colours ({@code ESC [ 1;31 m}). Swallows every other
 * control sequence (cursor, title, hyperlink …), control characters and the invisible marks that reverse the direction
 * of reading. Works character by character, so that it does not matter where a chunk ends. A line end also ends an
 * unfinished sequence: no sequence can hide the lines that follow.
 *
 * @see <a href="https://ecma-international.org/publications-and-standards/standards/ecma-48/">ECMA-48</a>
 */
final class TerminalFilter {

    private static final char ESC = 0x1B;
    private static final char BEL = 0x07;
    private static final char DELETE = 0x7F;
    private static final char C1_CSI = 0x9B;
    private static final char C1_ST = 0x9C;
    private static final char C1_LAST = 0x9F;
    private static final int LONGEST_SGR = 64;

    private enum State {
        TEXT,
        ESCAPE,
        CONTROL_SEQUENCE,
        CONTROL_STRING,
        CONTROL_STRING_ESCAPE
    }

    /** Receives what is let through. */
    interface Output {
        void text(char c);

        /** A complete colour sequence. */
        void colour(String sequence);
    }

    private final Output output;
    private final StringBuilder parameters = new StringBuilder();
    private State state = State.TEXT;

    TerminalFilter(Output output) {
        this.output = output;
    }

    void accept(char c) {
        if (c == '\n' || c == '\r') {
            state = State.TEXT;
            output.text(c);
            return;
        }
        state = switch (state) {
            case TEXT -> text(c);
            case ESCAPE -> escape(c);
            case CONTROL_SEQUENCE -> controlSequence(c);
            case CONTROL_STRING -> controlString(c);
            case CONTROL_STRING_ESCAPE -> c == '\\' ? State.TEXT : escape(c);
        };
    }

    private State text(char c) {
        if (c == ESC) {
            return State.ESCAPE;
        }
        if (c == C1_CSI) {
            return beginSequence();
        }
        if (opensControlString(c)) {
            return State.CONTROL_STRING;
        }
        if (c == '\t' || !(isControl(c) || isDirectionMark(c))) {
            output.text(c);
        }
        return State.TEXT;
    }

    private State escape(char c) {
        if (c == ESC) {
            return State.ESCAPE;
        }
        if (c == '[') {
            return beginSequence();
        }
        if (c == ']' || c == 'P' || c == 'X' || c == '^' || c == '_') {
            return State.CONTROL_STRING;
        }
        // intermediate bytes (such as the bracket of a character set choice) come before the final one
        return c >= 0x20 && c <= 0x2F ? State.ESCAPE : State.TEXT;
    }

    private State beginSequence() {
        parameters.setLength(0);
        return State.CONTROL_SEQUENCE;
    }

    private State controlSequence(char c) {
        if (c == ESC) {
            return State.ESCAPE;
        }
        if (c >= 0x20 && c <= 0x3F) {
            if (parameters.length() <= LONGEST_SGR) {
                parameters.append(c);
            }
            return State.CONTROL_SEQUENCE;
        }
        if (c == 'm' && isColour()) {
            output.colour(ESC + "[" + parameters + "m");
        }
        return State.TEXT;
    }

    private boolean isColour() {
        return parameters.length() <= LONGEST_SGR
                && parameters.chars().allMatch(p -> (p >= '0' && p <= '9') || p == ';' || p == ':');
    }

    private static State controlString(char c) {
        if (c == ESC) {
            return State.CONTROL_STRING_ESCAPE;
        }
        return c == BEL || c == C1_ST ? State.TEXT : State.CONTROL_STRING;
    }

    private static boolean opensControlString(char c) {
        // DCS, SOS, OSC, PM, APC in their one-character form
        return c == 0x90 || c == 0x98 || c == 0x9D || c == 0x9E || c == 0x9F;
    }

    private static boolean isControl(char c) {
        return c < ' ' || (c >= DELETE && c <= C1_LAST);
    }

    private static boolean isDirectionMark(char c) {
        return c == '\u200E'
                || c == '\u200F'
                || c == '\u061C'
                || (c >= '\u202A' && c <= '\u202E')
                || (c >= '\u2066' && c <= '\u2069');
    }
}
