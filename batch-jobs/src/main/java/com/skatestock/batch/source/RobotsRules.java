package com.skatestock.batch.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import crawlercommons.robots.SimpleRobotRules;
import crawlercommons.robots.SimpleRobotRules.RobotRulesMode;
import crawlercommons.robots.SimpleRobotRulesParser;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What one robots.txt says to one crawler (RFC 9309), read by crawler-commons.
 *
 * <p>The RFC wants {@code %62} and {@code b} to be the same character; Google, whose tests are the
 * measure of shops' tools, compares them as they stand. A shop may have meant either, so an address
 * is allowed only if both readings allow it. For the second reading every percent sign, in the
 * rules and in the address, is itself escaped before crawler-commons sees it.
 */
public final class RobotsRules {
  /** As Google does: of a longer line only this much counts (16 times the longest usual URL). */
  private static final int LONGEST_LINE = 2083 * 8 - 1;

  /** crawler-commons wants whole URLs; which host it is does not matter to it. */
  private static final String HOST = "http://robots.invalid";

  private final SimpleRobotRules decoded;
  private final SimpleRobotRules literal;

  private RobotsRules(SimpleRobotRules decoded, SimpleRobotRules literal) {
    this.decoded = decoded;
    this.literal = literal;
  }

  /** The rules of a shop that has no robots.txt. */
  public static RobotsRules allowAll() {
    return constant(RobotRulesMode.ALLOW_ALL);
  }

  /** The rules of a shop whose robots.txt cannot be read. */
  public static RobotsRules disallowAll() {
    return constant(RobotRulesMode.ALLOW_NONE);
  }

  private static RobotsRules constant(RobotRulesMode mode) {
    SimpleRobotRules rules = new SimpleRobotRules(mode);
    return new RobotsRules(rules, rules);
  }

  /**
   * Reads a robots.txt. Never fails: what is not understood has no effect.
   *
   * @param agent the crawler's product token; a version after a slash is ignored. What is no token
   *     ({@code Foo Bar}) can only be meant by {@code *}
   */
  public static RobotsRules parse(byte[] text, String agent) {
    String token = agent.contains("/") ? agent.substring(0, agent.indexOf('/')) : agent;
    List<String> names =
        token.isEmpty() || token.chars().anyMatch(Character::isWhitespace)
            ? List.of()
            : List.of(token.toLowerCase(Locale.ROOT));
    byte[] lines = withoutLongTails(text);
    SimpleRobotRules decoded = read(lines, names);
    return new RobotsRules(decoded, needsLiteral(lines) ? read(literal(lines), names) : decoded);
  }

  private static SimpleRobotRules read(byte[] text, List<String> names) {
    SimpleRobotRulesParser parser = new SimpleRobotRulesParser(Long.MAX_VALUE, 0);
    parser.setExactUserAgentMatching(true);
    return parser.parseContent(HOST + "/robots.txt", text, "text/plain", names);
  }

  /**
   * Whether the crawler may ask for this address. Only path and query count; an address without a
   * path means the root. No address is so odd that it counts as allowed for being unreadable.
   */
  public boolean allows(String url) {
    String path = pathAndQuery(url);
    return decoded.isAllowed(HOST + escaped(path, false))
        && literal.isAllowed(HOST + escaped(path, true));
  }

  /** From the first slash (or question mark, or semicolon) after the host up to the fragment. */
  private static String pathAndQuery(String url) {
    int scheme = url.indexOf("://");
    int host = scheme >= 0 && scheme < start(url, 0) ? scheme + 3 : 0;
    int fragment = url.indexOf('#');
    int end = fragment < 0 ? url.length() : fragment;
    int start = start(url, host);
    if (start >= end) {
      return "/";
    }
    String path = url.substring(start, end);
    return path.startsWith("/") ? path : "/" + path;
  }

  private static int start(String url, int from) {
    int at = from;
    while (at < url.length() && "/?;".indexOf(url.charAt(at)) < 0) {
      at++;
    }
    return at;
  }

  /** The least time between two requests that the shop asks for; empty if it names none. */
  public Optional<Duration> crawlDelay() {
    long millis = decoded.getCrawlDelay();
    return millis > 0 ? Optional.of(Duration.ofMillis(millis)) : Optional.empty();
  }

  /** The sitemaps that the shop names, for all crawlers. */
  public List<String> sitemaps() {
    return List.copyOf(decoded.getSitemaps());
  }

  private static byte[] withoutLongTails(byte[] text) {
    ByteArrayOutputStream kept = new ByteArrayOutputStream(text.length);
    int length = 0;
    for (byte b : text) {
      length = b == '\n' || b == '\r' ? 0 : length + 1;
      if (length <= LONGEST_LINE) {
        kept.write(b);
      }
    }
    return kept.toByteArray();
  }

  private static boolean needsLiteral(byte[] text) {
    for (byte b : text) {
      if (b == '%' || b < 0) {
        return true;
      }
    }
    return false;
  }

  /** Rules: {@code %e3} and the octet E3 both become {@code %25E3}. */
  private static byte[] literal(byte[] text) {
    StringBuilder out = new StringBuilder(text.length + 64);
    for (int i = 0; i < text.length; i++) {
      byte b = text[i];
      if (b < 0) {
        out.append("%25").append(String.format("%02X", b));
      } else if (b == '%' && i + 2 < text.length && isHex(text[i + 1]) && isHex(text[i + 2])) {
        out.append("%25")
            .append(Character.toUpperCase((char) text[++i]))
            .append(Character.toUpperCase((char) text[++i]));
      } else {
        out.append(b == '%' ? "%25" : String.valueOf((char) b));
      }
    }
    return out.toString().getBytes(ISO_8859_1);
  }

  private static boolean isHex(byte b) {
    return Character.digit(b, 16) >= 0;
  }

  /**
   * A path that crawler-commons can read: what must not stand in a URL is escaped. For the literal
   * reading {@code %E3} becomes {@code %25E3}, and an octet that should have been escaped, which no
   * rule can mean, {@code %FF}.
   */
  private static String escaped(String path, boolean literally) {
    StringBuilder out = new StringBuilder(path.length() + 16);
    for (byte b : path.getBytes(UTF_8)) {
      if (b < 0 && literally) {
        out.append("%FF");
      } else if (b == '%' && literally) {
        out.append("%25");
      } else if (b <= ' ' || b == 0x7f || "\"<>\\^`{|}[]".indexOf(b) >= 0) {
        out.append(String.format("%%%02X", b));
      } else {
        out.append((char) b);
      }
    }
    return out.toString();
  }
}
