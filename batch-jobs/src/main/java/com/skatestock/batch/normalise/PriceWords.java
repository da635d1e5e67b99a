package com.skatestock.batch.normalise;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The words around a number that tell what it is: a price that is asked, a struck-out one, a
 * percentage, a date, a length, a threshold. Works on short lower-case pieces of text.
 */
final class PriceWords {

  private static final int FLAGS = Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS;

  /** In front of a number: this is the price. */
  private static final Pattern ASKED =
      words(
          "from|for|only|just|price|now|starting at|as low"
              + " as|preis|für|nur|ab|jetzt|prix|pour|dès|à partir"
              + " de|seulement|precio|por|desde|solo|prezzo|a partire da|da|solo|preço|a partir"
              + " de|apenas|prijs|vanaf|voor|nu|pris|från|fra|bare|cena|tylko|od|jen|цена|от|за|ár|fiyat|"
              + "hinta|价格|售价|価格|가격|السعر");

  private static final Pattern NOW =
      words(
          "now|sale price|sale|special|our price|your"
              + " price|today|jetzt|aktuell|neu|maintenant|ahora|ora|adesso|nu|teraz|nyní|сейчас|agora|por|"
              + "nå|şimdi|特价|现价");

  /** In front of a number: it is not what is asked now. */
  private static final Pattern NOT_ASKED_BEFORE =
      words(
          "was|were|mrp|m.r.p|statt|regular price|regular|reg|rrp|msrp|srp|list price|list|old"
              + " price|original"
              + " price|originally|original|orig|uvp|previously|previous|retail|retail"
              + " price|compare at|compare|instead of|vorher|bisher|alter preis|antes|avant|au lieu"
              + " de|prix conseillé|ancien prix|prima|före|före|før|ord|ord.?"
              + " pris|van|ordinarie|ordinarie pris|tidigare|było|původní cena|původně|bylo|старая"
              + " цена|вместо|precio anterior|pvpr|adviesprijs|save|you"
              + " save|saving|discount|spare|sie"
              + " sparen|ersparnis|économisez|remise|ahorra|ahorras|risparmi|risparmia|sconto|rabatt|spara|ušetříte|"
              + "zľava|sleva|скидка|экономия|oszczędzasz|rabat|korting|bespaar|economize|desconto|"
              + "shipping|delivery|versand|versandkosten|livraison|postage|доставка|frete|envío|spedizione|frakt|deposit|pfand");

  /** Behind a number: it is not what is asked now, or only a part of it. */
  private static final Pattern NOT_ASKED_BEHIND =
      Pattern.compile(
          "^\\W{0,2}(?:off|discount|shipping|delivery|versand|rabatt|korting|de"
              + " réduction|cashback|deposit|p&p)\\b|^ ?(?:/|per|pro|a|an|al|par|por|im|je)?"
              + " ?(?:mo|mth|month|monat|mtl|mois|mes|mese|mês|мес|week|woche)\\b|^"
              + " ?(?:/|per|pro|je|par) ?(?:\\d|kg|g|l|ml|m²|m2|m|oz|lb)\\b",
          FLAGS);

  private static final Pattern INSTALMENT_BEFORE =
      Pattern.compile("\\d ?[x×] ?(?:de|of|di|à|a)? ?$", FLAGS);

  /** In front of a bare number: it counts or names something. */
  private static final Pattern COUNT_BEFORE =
      words(
          "buy|get|sku|size|sizes|qty|quantity|item|item no|art|art"
              + " nr|ref|model|no|nr|№|#|code|tel|phone|isbn|ean|upc|id|rated|rating|pack of|set"
              + " of|größe|taille|talla");

  /** Behind a bare number: it counts something. */
  private static final Pattern COUNT_BEHIND =
      Pattern.compile(
          "^(?: ?[-–] ?\\d+)?[ -]?(?:business |working"
              + " )?(?:reviews?|stars?|ratings?|items?|pieces?|pcs|pc|days?|left|in"
              + " stock|colou?rs?|sizes?|pairs?|people|sold|votes?|years?|hours?|hrs?|min|products?|results?|units?|packs?|pack|er"
              + " pack|stück|stk|sterne|bewertungen|tage|artikel|avis|jours|étoiles|pièces|paires|"
              + "días|opiniones|piezas|for|für|pour|por|per|za|за|шт|x|×)(?:\\b|$)",
          FLAGS);

  /** In front of all the numbers that follow: they are called, not paid. */
  private static final Pattern PHONE =
      Pattern.compile(
          "\\b(?:call|phone|tel|fax|ring|whatsapp|telefon|anrufen|appelez|llame)\\b[^\\d$€£¥]{0,16}[\\d()+./"
              + " -]{0,16}$",
          FLAGS);

  /** "4.5 out of 5", "4.5 stars". */
  private static final Pattern RATING_BEHIND =
      Pattern.compile(
          "^ ?(?:(?:out of|/|von|sur) ?(?:5|10)\\b|(?:stars?|sterne|étoiles)\\b)", FLAGS);

  private static final Pattern RATING_BEFORE =
      Pattern.compile("\\d ?(?:out of|von|sur|/) ?$", FLAGS);

  /** "+49 30 123456"; "978-3-16-148410-0" and any other three numbers with dashes between. */
  private static final Pattern CODE =
      Pattern.compile(
          "\\+\\d{1,3}[ (./-]{1,2}\\d{2,4}\\)?[ ./-]{0,2}\\d{3,}(?:[ ./-]\\d+)*|\\d+(?:-\\d+){2,}");

  private static final Pattern MEASURE =
      Pattern.compile(
          "^ ?(?:ft|feet|in|inch|inches|cm|mm|km|kg|g|mg|lb|lbs|oz|ml|cl|gb|mb|tb|mph|watts?|volts?|[\"″”])(?![\\p{L}\\p{Nd}])",
          FLAGS);

  private static final Pattern FREE_DELIVERY =
      Pattern.compile(
          "free (?:\\w+ )?(?:shipping|delivery|returns|postage)|ships?"
              + " free|versandkostenfrei|(?:kostenlose[rn]?|gratis|kostenfreier?)"
              + " (?:versand|lieferung)|portofrei|livraison (?:gratuite|offerte)|port offert|envío"
              + " gratis|envio gratis|frete grátis|spedizione gratuita|gratis"
              + " (?:verzending|frakt|fragt|levering)|fri"
              + " (?:frakt|fragt)|fraktfritt|fraktfri|darmowa (?:dostawa|wysyłka)|doprava"
              + " zdarma|бесплатная доставка|送料無料|免运费|免運費|包邮|무료 ?배송",
          FLAGS);

  private static final Pattern THRESHOLD =
      Pattern.compile(
          "\\b(?:over|above|orders?|purchases?|spend|from|more"
              + " than|minimum|min|ab|über|bei|bestellwert|dès|à partir|plus"
              + " de|desde|partir|superiores|"
              + "sopra|oltre|vanaf|boven|över|från|over|fra|od|nad|powyżej|от|при|свыше|acima)\\b|满|以上|>",
          FLAGS);

  private static final Pattern FROM =
      words(
          "from|starting at|starts at|starting from|as low as|at least|min|ab|ab nur|schon"
              + " ab|bereits ab|à partir de|a partir de|dès|desde|a partire"
              + " da|da|vanaf|från|fra|från|alk|alkaen|od|již od|от|з|від|από|from:|から|din");

  private static final Pattern FROM_BEHIND =
      Pattern.compile(
          "^ ?(?:\\+(?! ?[\\p{L}\\p{Sc}\\d])|起|から|~|〜|～|이상|부터|and up|& up|or more|and"
              + " above|upwards)",
          FLAGS);

  private static final Pattern UP_TO =
      words("up to|bis|bis zu|max|jusqu'à|jusqu’à|hasta|fino a|até|tot|do|до|upp till|op til");

  private static final Pattern UP_TO_BEHIND =
      Pattern.compile("^ ?(?:(?:&|and|or) (?:under|less|below)|以下|まで)", FLAGS);

  private static final Pattern RANGE_SIGN =
      Pattern.compile("\\s*(?:[-–—−~〜～]|to|bis|à|a|al|až|do|до|til|till|tot)\\s*", FLAGS);

  private static final Pattern BETWEEN = words("between|zwischen|entre|tra|mellan|между|pomiędzy");

  private static final Pattern AND = Pattern.compile("\\s*(?:and|und|et|y|e|och|и|a|i)\\s*", FLAGS);

  private PriceWords() {}

  /** A pattern for words at the very end of a text, with at most punctuation behind. */
  private static Pattern words(String alternatives) {
    return Pattern.compile("(?:^|[^\\p{L}])(?:" + alternatives + ")[\\s:.,*(-]{0,4}$", FLAGS);
  }

  static String lower(String text, int start, int end) {
    return start >= end
        ? ""
        : text.substring(start, end).toLowerCase(Locale.ROOT).replace('\u00a0', ' ');
  }

  static boolean asked(String front) {
    return ASKED.matcher(front).find();
  }

  static boolean now(String front) {
    return NOW.matcher(front).find();
  }

  static boolean notAsked(String front, String behind) {
    return NOT_ASKED_BEFORE.matcher(front).find()
        || INSTALMENT_BEFORE.matcher(front).find()
        || NOT_ASKED_BEHIND.matcher(behind).find();
  }

  static boolean count(String front, String behind) {
    return COUNT_BEFORE.matcher(front).find() || COUNT_BEHIND.matcher(behind).find();
  }

  static boolean rating(String front, String behind) {
    return RATING_BEHIND.matcher(behind).find() || RATING_BEFORE.matcher(front).find();
  }

  /** A telephone number, or a piece of an article's. */
  static boolean partOfACode(String text, int start) {
    if (PHONE.matcher(lower(text, Math.max(0, start - PriceCandidates.REACH), start)).find()) {
      return true;
    }
    int from = Math.max(0, start - PriceCandidates.REACH);
    var code =
        CODE.matcher(text).region(from, Math.min(text.length(), start + PriceCandidates.REACH));
    while (code.find()) {
      if (code.start() <= start && start < code.end()) {
        return true;
      }
    }
    return false;
  }

  static boolean measure(String behind) {
    return MEASURE.matcher(behind).find();
  }

  static boolean from(String front, String behind) {
    return FROM.matcher(front).find() || FROM_BEHIND.matcher(behind).find();
  }

  static boolean upTo(String front, String behind) {
    return UP_TO.matcher(front).find() || UP_TO_BEHIND.matcher(behind).find();
  }

  static boolean range(String front, String between) {
    return RANGE_SIGN.matcher(between).matches()
        || (BETWEEN.matcher(front).find() && AND.matcher(between).matches());
  }

  /** {@code free shipping over $50}, {@code ab 50 € versandkostenfrei}. */
  static boolean deliveryThreshold(String front, String behind) {
    var phrase = FREE_DELIVERY.matcher(front);
    int end = -1;
    while (phrase.find()) {
      end = phrase.end();
    }
    if (end >= 0) {
      String between = front.substring(end);
      if (between.indexOf('!') < 0 && THRESHOLD.matcher(between).find()) {
        return true;
      }
    }
    var later = FREE_DELIVERY.matcher(behind);
    return later.find()
        && behind.substring(0, later.start()).indexOf('!') < 0
        && THRESHOLD.matcher(front.substring(Math.max(0, front.length() - 20))).find();
  }

  static boolean percentage(String text, int start, int end) {
    int i = end;
    while (i < text.length() && i - end < 3 && NumberText.isSpace(text.charAt(i))) {
      i++;
    }
    boolean behind = i < text.length() && isPercent(text.charAt(i));
    return behind || (start > 0 && isPercent(text.charAt(start - 1)));
  }

  private static boolean isPercent(char c) {
    return c == '%' || c == '٪' || c == '％' || c == '‰';
  }

  /** {@code 99¢}, {@code 99 cents}, {@code 50p}: of the hundredth part of the currency. */
  static boolean isHundredth(String sign) {
    return switch (sign) {
      case "¢", "cent", "cents", "Cent", "Cents", "p" -> true;
      default -> false;
    };
  }

  static boolean isTenThousands(char c) {
    return c == '万' || c == '萬' || c == '만' || c == '億' || c == '亿' || c == '억';
  }

  /** {@code 3万円} is 30000. */
  static BigDecimal tenThousands(String text, int end, BigDecimal amount) {
    char c = end < text.length() ? text.charAt(end) : ' ';
    return switch (c) {
      case '万', '萬', '만' -> amount.movePointRight(4).setScale(0, RoundingMode.DOWN);
      case '億', '亿', '억' -> amount.movePointRight(8).setScale(0, RoundingMode.DOWN);
      default -> amount;
    };
  }
}
