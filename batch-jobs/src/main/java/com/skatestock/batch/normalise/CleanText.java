package com.skatestock.batch.normalise;

import java.text.Normalizer;
import java.util.regex.Pattern;

/** Text without what a browser would not show: entities, tags, odd spaces, invisible characters. */
final class CleanText {

  private static final Pattern TAG = Pattern.compile("</?[a-zA-Z][^<>]{0,500}>");

  private CleanText() {}

  /** Entities decoded (also twice-encoded ones), no tags, Unicode NFC, single spaces. */
  static String of(String raw) {
    if (isPlain(raw)) {
      return raw;
    }
    String text = raw;
    for (int i = 0; i < 2 && text.indexOf('&') >= 0; i++) {
      text = EntityText.decode(text);
    }
    if (text.indexOf('<') >= 0) {
      text = TAG.matcher(text).replaceAll(" ");
    }
    return singleSpaces(Normalizer.normalize(text, Normalizer.Form.NFC));
  }

  /** True for printable ASCII that needs no cleaning: nearly all texts. */
  private static boolean isPlain(String text) {
    char before = ' ';
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > '~' || c < ' ' || c == '&' || c == '<' || (c == ' ' && before == ' ')) {
        return false;
      }
      before = c;
    }
    return before != ' ' || text.isEmpty();
  }

  private static String singleSpaces(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    boolean space = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (NumberText.isSpace(c) || Character.isISOControl(c)) {
        space = true;
      } else if (Character.getType(c) != Character.FORMAT || c == '\u200d') {
        if (space && !clean.isEmpty()) {
          clean.append(' ');
        }
        space = false;
        clean.append(c);
      }
    }
    return clean.toString();
  }
}
