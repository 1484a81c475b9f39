package dev.slipway.console.domain;

import dev.slipway.events.EventId;
import dev.slipway.events.PipelineRun;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A push as somebody reports it, believed in nothing yet.
 *
 * @param id UUID made by the sender before its first attempt
 * @param before 40 hexadecimal characters; all zero for a new ref
 * @param after 40 hexadecimal characters; all zero for a deleted ref
 * @param revision the commit, where {@code after} is an annotated tag; may be left out
 * @param time RFC 3339; may be left out
 */
public record PushReport(
        @Nullable String id,
        @Nullable String repository,
        @Nullable String ref,
        @Nullable String before,
        @Nullable String after,
        @Nullable String revision,
        @Nullable String pusher,
        @Nullable String time) {

    private static final String NONE = Push.NONE;
    private static final String UUID_FORM = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";
    private static final int LONGEST_PUSHER = 200;
    private static final int SHOWN = 80;

    /** What came of looking at a report. */
    public sealed interface Checked {

        record Accepted(Push push) implements Checked {}

        /** At least one problem; every problem there is. */
        record Refused(List<Problem> problems) implements Checked {}
    }

    public Checked check(Way way) {
        List<Problem> problems = new ArrayList<>();
        check(problems, "id", id, text -> text.matches(UUID_FORM), "a UUID made by the sender, kept over its retries");
        check(problems, "repository", repository, RepositoryUrl::isValid, RepositoryUrl.WANTED);
        check(problems, "ref", ref, RefName::isValid, RefName.WANTED);
        check(problems, "before", before, PushReport::isRevision, "40 hexadecimal characters, all zero for a new ref");
        check(
                problems,
                "after",
                after,
                PushReport::isRevision,
                "40 hexadecimal characters, all zero for a deleted ref");
        if (revision != null) {
            check(problems, "revision", revision, PushReport::isRevision, "the commit's 40 hexadecimal characters");
        }
        check(problems, "pusher", pusher, PushReport::isName, "a name of 1 to 200 printable characters");
        if (time != null) {
            check(
                    problems,
                    "time",
                    time,
                    PushReport::isTime,
                    "an RFC 3339 time such as 2026-01-31T12:00:00Z, or nothing");
        }
        if (NONE.equals(before) && NONE.equals(after)) {
            problems.add(new Problem("after", NONE, "a revision, because before is all zero too"));
        }
        if (problems.isEmpty()
                && id != null
                && repository != null
                && ref != null
                && before != null
                && after != null
                && pusher != null) {
            EventId event = new EventId(UUID.fromString(id));
            Instant at = time == null ? null : OffsetDateTime.parse(time).toInstant();
            return new Checked.Accepted(
                    new Push(event, repository, new RefName(ref), change(before, after), pusher, at, way));
        }
        return new Checked.Refused(List.copyOf(problems));
    }

    private Push.Change change(String before, String after) {
        if (after.equals(NONE)) {
            return new Push.Change.Deleted(before);
        }
        return new Push.Change.Moved(before.equals(NONE) ? null : before, after, revision == null ? after : revision);
    }

    private static void check(
            List<Problem> problems, String field, @Nullable String found, Predicate<String> right, String wanted) {
        if (found == null || !right.test(found)) {
            problems.add(new Problem(field, shown(found), wanted));
        }
    }

    private static boolean isRevision(String text) {
        return text.matches(PipelineRun.REVISION_PATTERN);
    }

    private static boolean isName(String text) {
        return !text.isBlank()
                && text.length() <= LONGEST_PUSHER
                && text.codePoints().noneMatch(PushReport::isHidden);
    }

    private static boolean isTime(String text) {
        try {
            OffsetDateTime.parse(text);
            return true;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    /** The value as people may see it: short, and without characters that play tricks in a terminal. */
    private static String shown(@Nullable String found) {
        if (found == null) {
            return "nothing";
        }
        StringBuilder visible = new StringBuilder();
        found.codePoints().limit(SHOWN).forEach(c -> visible.appendCodePoint(isHidden(c) ? '\uFFFD' : c));
        return visible.length() < found.length() ? visible.append('…').toString() : visible.toString();
    }

    private static boolean isHidden(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
