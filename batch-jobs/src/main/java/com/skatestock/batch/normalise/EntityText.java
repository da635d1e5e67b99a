package com.skatestock.batch.normalise;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The HTML entities that shops leave in their texts. Others stay as they are. */
final class EntityText {

  private static final int LONGEST = 10;

  private static final Map<String, String> NAMED =
      Map.ofEntries(
          Map.entry("amp", "&"),
          Map.entry("lt", "<"),
          Map.entry("gt", ">"),
          Map.entry("quot", "\""),
          Map.entry("apos", "'"),
          Map.entry("nbsp", " "),
          Map.entry("ndash", "–"),
          Map.entry("mdash", "—"),
          Map.entry("lsquo", "‘"),
          Map.entry("rsquo", "’"),
          Map.entry("ldquo", "“"),
          Map.entry("rdquo", "”"),
          Map.entry("sbquo", "‚"),
          Map.entry("bdquo", "„"),
          Map.entry("laquo", "«"),
          Map.entry("raquo", "»"),
          Map.entry("hellip", "…"),
          Map.entry("trade", "™"),
          Map.entry("reg", "®"),
          Map.entry("copy", "©"),
          Map.entry("deg", "°"),
          Map.entry("prime", "′"),
          Map.entry("Prime", "″"),
          Map.entry("times", "×"),
          Map.entry("frac12", "½"),
          Map.entry("frac14", "¼"),
          Map.entry("frac34", "¾"),
          Map.entry("bull", "•"),
          Map.entry("middot", "·"),
          Map.entry("euro", "€"),
          Map.entry("pound", "£"),
          Map.entry("yen", "¥"),
          Map.entry("cent", "¢"),
          Map.entry("dollar", "$"),
          Map.entry("curren", "¤"),
          Map.entry("shy", ""),
          Map.entry("ensp", " "),
          Map.entry("emsp", " "),
          Map.entry("thinsp", " "),
          Map.entry("acute", "´"),
          Map.entry("szlig", "ß"),
          Map.entry("auml", "ä"),
          Map.entry("ouml", "ö"),
          Map.entry("uuml", "ü"),
          Map.entry("euml", "ë"),
          Map.entry("iuml", "ï"),
          Map.entry("Auml", "Ä"),
          Map.entry("Ouml", "Ö"),
          Map.entry("Uuml", "Ü"),
          Map.entry("aacute", "á"),
          Map.entry("eacute", "é"),
          Map.entry("iacute", "í"),
          Map.entry("oacute", "ó"),
          Map.entry("uacute", "ú"),
          Map.entry("Eacute", "É"),
          Map.entry("Aacute", "Á"),
          Map.entry("agrave", "à"),
          Map.entry("egrave", "è"),
          Map.entry("igrave", "ì"),
          Map.entry("ograve", "ò"),
          Map.entry("ugrave", "ù"),
          Map.entry("acirc", "â"),
          Map.entry("ecirc", "ê"),
          Map.entry("icirc", "î"),
          Map.entry("ocirc", "ô"),
          Map.entry("ucirc", "û"),
          Map.entry("atilde", "ã"),
          Map.entry("otilde", "õ"),
          Map.entry("ntilde", "ñ"),
          Map.entry("Ntilde", "Ñ"),
          Map.entry("ccedil", "ç"),
          Map.entry("Ccedil", "Ç"),
          Map.entry("aring", "å"),
          Map.entry("Aring", "Å"),
          Map.entry("aelig", "æ"),
          Map.entry("AElig", "Æ"),
          Map.entry("oslash", "ø"),
          Map.entry("Oslash", "Ø"));

  private EntityText() {}

  static String decode(String text) {
    StringBuilder decoded = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      int end = c == '&' ? text.indexOf(';', i) : -1;
      String character = end > i && end - i <= LONGEST ? entity(text.substring(i + 1, end)) : null;
      if (character == null) {
        decoded.append(c);
        i++;
      } else {
        decoded.append(character);
        i = end + 1;
      }
    }
    return decoded.toString();
  }

  private static @Nullable String entity(String name) {
    if (!name.startsWith("#")) {
      return NAMED.get(name);
    }
    try {
      int code =
          name.startsWith("#x") || name.startsWith("#X")
              ? Integer.parseInt(name.substring(2), 16)
              : Integer.parseInt(name.substring(1));
      return Character.isValidCodePoint(code) ? Character.toString(code) : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
