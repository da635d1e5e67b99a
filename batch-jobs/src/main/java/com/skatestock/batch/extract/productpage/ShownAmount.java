package com.skatestock.batch.extract.productpage;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * An amount in a shown text, roughly: enough to tell prices from other texts and to compare them.
 * What the text means in the end is for normalise to say.
 *
 * @param value never negative
 * @param money true if a currency stands beside it
 * @param start where its first digit stands in the text
 * @param end behind its last
 */
record ShownAmount(BigDecimal value, boolean money, int start, int end) {
  private static final int LONGEST_TEXT = 200;
  private static final int MOST_DIGITS = 12;

  /** Signs and words of money; what else three capitals could be does no harm here. */
  private static final Pattern BEFORE =
      Pattern.compile(
          "(?:\\p{Sc}|(?<![\\p{L}])(?:USD|EUR|GBP|CHF|CAD|AUD|NZD|SEK|NOK|DKK|PLN|CZK|HUF|RON|BRL|MXN|"
              + "CLP|COP|PEN|ARS|INR|PKR|JPY|CNY|RMB|TWD|HKD|SGD|MYR|IDR|THB|PHP|VND|KRW|RUB|UAH|TRY|ZAR|"
              + "AED|SAR|ILS|EGP|NGN|KES|KSh|TSh|USh|GHS|UGX|TZS|CFA|QAR|QR|OMR|KWD|KD|BHD|JOD|MAD|Dhs?|LKR|NPR|BDT|"
              + "PYG|BOB|Bs|UYU|DOP|RSD|BAM|ISK|BGN|GEL|KZT|Rs|Rp|RM|R|kr|Kč|Ft|zł|lei|S/|L|Fr|NT|HK|Tk))\\.?\\s*$",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern AFTER =
      Pattern.compile(
          "^\\s{0,3}[,.]?[-–—]{0,2}\\s{0,3}(?:\\p{Sc}|(?:USD|EUR|GBP|CHF|CAD|AUD|NZD|SEK|NOK|DKK|PLN|CZK|HUF|RON|BRL|"
              + "MXN|CLP|COP|PEN|ARS|INR|PKR|JPY|CNY|TWD|HKD|RUB|UAH|TRY|ZAR|AED|SAR|euros?|kr|Kč|Ft|zł|lei|"
              + "руб|грн|р|лв|ден|дин|din|kn|TL|DH|тг|сом|Br|F"
              + " ?CFA|CFA|KES|NGN|GHS|EGP|MAD|DHS?|DZD|DT|TND|QAR|OMR|KWD|BHD|JOD|SGD|MYR|IDR|THB|PHP|VND|KRW|"
              + "BGN|RSD|BAM|ISK|BYN|KZT|UZS|GEL|AZN|zl|тенге|рубл\\p{L}*|грив\\p{L}*|лева|złot\\p{L}*|korun\\p{L}*)(?![\\p{L}])|元|円|圓|원|บาท|₫|đ|ر\\.س|د\\.إ|ريال|درهم)"
              + "|^[,.]\\s?[-–—]{1,2}(?![\\d-])",
          Pattern.CASE_INSENSITIVE);

  /** The amounts of a text, at most five. */
  static List<ShownAmount> in(String text) {
    List<ShownAmount> amounts = new ArrayList<>(2);
    int end = Math.min(text.length(), LONGEST_TEXT);
    int i = 0;
    while (i < end && amounts.size() < 5) {
      if (!isDigit(text.charAt(i))) {
        i++;
        continue;
      }
      int stop = numberEnd(text, i, end);
      String number = text.substring(i, stop);
      boolean sign = isSignForPoint(text, stop, number);
      if (sign) {
        number = number + '.' + text.substring(stop + 1, stop + 3);
        stop += 3;
      }
      boolean word =
          (i > 0 && isLetter(text.charAt(i - 1)) && !moneyBefore(text, i))
              || (stop < end && isLetter(text.charAt(stop)) && !moneyAfter(text, stop))
              || isOfSentence(text, i, stop);
      boolean percent = stop < end && text.substring(stop).stripLeading().startsWith("%");
      if (!word && !percent && digits(number) <= MOST_DIGITS) {
        amounts.add(
            new ShownAmount(
                valueOf(number), moneyBefore(text, i) || moneyAfter(text, stop) || sign, i, stop));
      }
      i = stop;
    }
    return amounts;
  }

  /** {@code tested to ECE R90 rules}: one letter is a currency's only where few words are. */
  private static boolean isOfSentence(String text, int start, int stop) {
    return start > 2
        && isLetter(text.charAt(start - 1))
        && text.charAt(start - 2) == ' '
        && isLetter(text.charAt(start - 3))
        && stop + 1 < text.length()
        && text.charAt(stop) == ' '
        && isLetter(text.charAt(stop + 1));
  }

  /** Whether a word is a currency's sign, name or code. */
  static boolean isCurrency(String word) {
    return AFTER.matcher(word).find();
  }

  /** Whether the same is asked: {@code 24.990}, {@code 24990} and {@code 24,990.00}. */
  boolean isSame(BigDecimal other) {
    return value.compareTo(other) == 0;
  }

  /** {@code 89€90}. */
  private static boolean isSignForPoint(String text, int at, String number) {
    return at + 2 < text.length()
        && (text.charAt(at) == '€' || text.charAt(at) == '$' || text.charAt(at) == '£')
        && isDigit(text.charAt(at + 1))
        && isDigit(text.charAt(at + 2))
        && (at + 3 == text.length() || !isDigit(text.charAt(at + 3)))
        && number.chars().allMatch(c -> isDigit((char) c));
  }

  private static boolean moneyBefore(String text, int at) {
    return BEFORE.matcher(text.substring(Math.max(0, at - 8), at)).find();
  }

  private static boolean moneyAfter(String text, int at) {
    return AFTER.matcher(text.substring(at, Math.min(text.length(), at + 16))).find();
  }

  /** Of a script that puts spaces between words. */
  private static boolean isLetter(char c) {
    return c < 0x0E00 && Character.isLetter(c);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static int digits(String number) {
    return (int) number.chars().filter(c -> c >= '0' && c <= '9').count();
  }

  /** Digits, and single separators between digits. */
  private static int numberEnd(String text, int start, int end) {
    int i = start;
    while (i < end) {
      char c = text.charAt(i);
      boolean separator =
          (c == '.' || c == ',' || c == '\'' || c == '\u2019')
              || ((c == ' ' || c == '\u00a0' || c == '\u202f') && threeDigits(text, i + 1, end));
      if (!isDigit(c) && !(separator && i + 1 < end && isDigit(text.charAt(i + 1)))) {
        break;
      }
      i++;
    }
    return i;
  }

  private static boolean threeDigits(String text, int at, int end) {
    return at + 3 <= end
        && isDigit(text.charAt(at))
        && isDigit(text.charAt(at + 1))
        && isDigit(text.charAt(at + 2))
        && (at + 3 == end || !isDigit(text.charAt(at + 3)));
  }

  /** The last separator is one of decimals unless three digits follow it, or it came before. */
  static BigDecimal valueOf(String number) {
    int last = Math.max(number.lastIndexOf('.'), number.lastIndexOf(','));
    StringBuilder whole = new StringBuilder();
    StringBuilder decimals = new StringBuilder();
    boolean decimal =
        last >= 0
            && (number.length() - last - 1 != 3
                || number.charAt(0) == '0'
                || number.indexOf(number.charAt(last) == '.' ? ',' : '.') >= 0)
            && number.indexOf(number.charAt(last)) == last;
    for (int i = 0; i < number.length(); i++) {
      char c = number.charAt(i);
      if (isDigit(c)) {
        (decimal && i > last ? decimals : whole).append(c);
      }
    }
    return new BigDecimal(
        (whole.isEmpty() ? "0" : whole) + (decimals.isEmpty() ? "" : "." + decimals));
  }
}
