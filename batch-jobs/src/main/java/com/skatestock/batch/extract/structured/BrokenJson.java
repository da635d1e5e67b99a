package com.skatestock.batch.extract.structured;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Mends what shops' templates do to JSON. Each step goes over the text once.
 *
 * <ul>
 *   <li>{@link #unwrapped}: HTML comments, CDATA marks, anything in front of the first bracket,
 *       quotes that are entities throughout
 *   <li>{@link #mended}: quotes inside of strings, missing commas, commas too many, brackets that
 *       are missing at the end or too many
 * </ul>
 */
final class BrokenJson {
  private BrokenJson() {}

  /** The text from its first bracket on, without what wraps it; empty if it has no bracket. */
  static String unwrapped(String text) {
    String bare = text;
    if (bare.contains("<!")) {
      bare = bare.replace("<![CDATA[", " ").replace("<!--", " ");
    }
    int end = endOfWrapping(bare);
    bare = bare.substring(0, end);
    if (bare.indexOf('"') < 0 && bare.contains("&quot;")) {
      bare = bare.replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&");
    }
    int start = 0;
    while (start < bare.length() && bare.charAt(start) != '{' && bare.charAt(start) != '[') {
      start++;
    }
    return bare.substring(start).strip();
  }

  /** Where {@code ]]>} and {@code -->} begin, if only those and white space follow. */
  private static int endOfWrapping(String text) {
    int end = text.length();
    while (true) {
      int before = end;
      while (end > 0 && Character.isWhitespace(text.charAt(end - 1))) {
        end--;
      }
      for (String closing : new String[] {"]]>", "-->", "//", "/*", "*/"}) {
        if (end >= closing.length() && text.startsWith(closing, end - closing.length())) {
          end -= closing.length();
        }
      }
      if (end == before) {
        return end;
      }
    }
  }

  /** The text with its quotes, commas and brackets put right, as well as can be guessed. */
  static String mended(String text) {
    StringBuilder mended = new StringBuilder(text.length() + 16);
    Deque<Character> open = new ArrayDeque<>();
    boolean value = false; // a value stands just before this place, a comma is due
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (Character.isWhitespace(c) || c == 0xFEFF) {
        i++;
      } else if (c == '"') {
        comma(mended, value);
        i = string(text, i, mended);
        value = true;
      } else if (c == '{' || c == '[') {
        comma(mended, value);
        mended.append(c);
        open.push(c);
        value = false;
        i++;
      } else if (c == '}' || c == ']') {
        dropComma(mended);
        close(c, open, mended);
        if (open.isEmpty()) {
          return mended.toString();
        }
        value = true;
        i++;
      } else if (c == ',' || c == ';') {
        if (value) {
          mended.append(',');
        }
        value = false;
        i++;
      } else if (c == ':') {
        mended.append(c);
        value = false;
        i++;
      } else {
        comma(mended, value);
        i = bareWord(text, i, mended);
        value = true;
      }
    }
    dropComma(mended);
    while (!open.isEmpty()) {
      mended.append(open.pop() == '{' ? '}' : ']');
    }
    return mended.toString();
  }

  private static void comma(StringBuilder mended, boolean due) {
    if (due) {
      mended.append(',');
    }
  }

  private static void dropComma(StringBuilder mended) {
    int last = mended.length() - 1;
    if (last >= 0 && mended.charAt(last) == ',') {
      mended.setLength(last);
    } else if (last >= 0 && mended.charAt(last) == ':') {
      mended.append("null");
    }
  }

  /** A bracket of the other kind closes too; one that nothing opened is left out. */
  private static void close(char bracket, Deque<Character> open, StringBuilder mended) {
    char opening = bracket == '}' ? '{' : '[';
    if (open.isEmpty()) {
      return;
    }
    if (open.peek() != opening && open.size() < 50 && open.contains(opening)) {
      while (open.peek() != opening) {
        mended.append(open.pop() == '{' ? '}' : ']');
      }
    }
    if (open.peek() == opening) {
      open.pop();
      mended.append(bracket);
    }
  }

  /** Copies a string; a quote ends it only where a string can end. */
  private static int string(String text, int start, StringBuilder mended) {
    mended.append('"');
    int i = start + 1;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        mended.append(c).append(text.charAt(i + 1));
        i += 2;
      } else if (c == '"') {
        if (ends(text, i)) {
          mended.append('"');
          return i + 1;
        }
        mended.append("\\\"");
        i++;
      } else {
        mended.append(c);
        i++;
      }
    }
    mended.append('"');
    return i;
  }

  /**
   * Whether what follows a quote is what follows a string: {@code , : } ]}, a new line, the end.
   */
  private static boolean ends(String text, int quote) {
    int i = quote + 1;
    boolean newLine = false;
    while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
      newLine |= text.charAt(i) == '\n';
      i++;
    }
    if (i == text.length()) {
      return true;
    }
    char next = text.charAt(i);
    return switch (next) {
      case ':', '}', ']' -> true;
      case ',' -> startsValue(text, i + 1);
      case '"' -> newLine;
      default -> false;
    };
  }

  /** Whether a member or a value begins behind a comma: {@code 8.5", maple} goes on instead. */
  private static boolean startsValue(String text, int from) {
    int i = from;
    while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
      i++;
    }
    if (i == text.length()) {
      return true;
    }
    char c = text.charAt(i);
    return "\"{[}],-".indexOf(c) >= 0
        || Character.isDigit(c)
        || text.startsWith("true", i)
        || text.startsWith("false", i)
        || text.startsWith("null", i);
  }

  private static int bareWord(String text, int start, StringBuilder mended) {
    int i = start;
    while (i < text.length() && ",:;{}[]\"\n".indexOf(text.charAt(i)) < 0) {
      i++;
    }
    mended.append(text, start, Math.max(i, start + 1));
    return Math.max(i, start + 1);
  }
}
