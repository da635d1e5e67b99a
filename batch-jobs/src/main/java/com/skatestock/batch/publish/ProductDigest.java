package com.skatestock.batch.publish;

import com.skatestock.batch.normalise.Money;
import com.skatestock.batch.normalise.Product;
import com.skatestock.batch.normalise.Variant;
import com.skatestock.contracts.Fingerprints;
import com.skatestock.contracts.Sha256;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Computes fingerprints: SHA-256 over a product's normalised content, in three parts. The order of
 * the variants does not matter; each field is written with its length, so that no two products can
 * run together. Not safe for several threads.
 */
final class ProductDigest {
  private static final int MONEY_SCALE = 4;
  private static final int MOST_LONG_DIGITS = 18;
  private static final Comparator<Variant> BY_ID = Comparator.comparing(Variant::variantId);

  private final MessageDigest sha256 = sha256();
  private byte[] bytes = new byte[4096];
  private int size;

  /** Where each variant's id begins and ends in {@code bytes}. */
  private int[] ids = new int[64];

  Fingerprints of(Product product) {
    List<Variant> variants = product.variants();
    if (!areInOrder(variants)) {
      variants = variants.stream().sorted(BY_ID).toList();
    }
    // One part behind the other, so that what stands in several is written once and copied.
    size = 0;
    content(product, variants);
    int price = size;
    price(variants);
    int stock = size;
    stock(variants);
    return new Fingerprints(hash(0, price), hash(price, stock), hash(stock, size));
  }

  private static boolean areInOrder(List<Variant> variants) {
    for (int i = 1; i < variants.size(); i++) {
      if (BY_ID.compare(variants.get(i - 1), variants.get(i)) > 0) {
        return false;
      }
    }
    return true;
  }

  /** One fingerprint over the three: what PRODUCTS_SEEN carries. */
  Sha256 state(Fingerprints parts) {
    size = 0;
    put(parts.getContent().bytes());
    put(parts.getPrice().bytes());
    put(parts.getStock().bytes());
    return hash(0, size);
  }

  private void content(Product product, List<Variant> variants) {
    text(product.code());
    text(product.title());
    text(product.brand());
    text(product.category());
    text(product.url());
    text(product.imageUrl());
    if (ids.length < 2 * variants.size()) {
      ids = new int[4 * variants.size()];
    }
    for (int i = 0; i < variants.size(); i++) {
      Variant variant = variants.get(i);
      ids[2 * i] = size;
      text(variant.variantId());
      ids[2 * i + 1] = size;
      text(variant.sku());
      text(variant.gtin());
      text(variant.size());
      text(variant.color());
    }
  }

  private void id(int variant) {
    copy(ids[2 * variant], ids[2 * variant + 1]);
  }

  private void price(List<Variant> variants) {
    int from = 0;
    int to = 0;
    for (int i = 0; i < variants.size(); i++) {
      Variant variant = variants.get(i);
      id(i);
      int start = size;
      if (i > 0 && asksTheSame(variant, variants.get(i - 1))) {
        copy(from, to);
      } else {
        money(variant.price());
        money(variant.compareAtPrice());
      }
      from = start;
      to = size;
    }
  }

  private static boolean asksTheSame(Variant one, Variant other) {
    return Objects.equals(one.price(), other.price())
        && Objects.equals(one.compareAtPrice(), other.compareAtPrice());
  }

  private void stock(List<Variant> variants) {
    for (int i = 0; i < variants.size(); i++) {
      id(i);
      text(variants.get(i).availability().name());
      Integer quantity = variants.get(i).quantity();
      text(quantity == null ? null : quantity.toString());
    }
  }

  private void money(@Nullable Money money) {
    if (money == null) {
      number(-1);
      return;
    }
    BigDecimal amount = money.amount().setScale(MONEY_SCALE, RoundingMode.HALF_EVEN);
    if (amount.precision() <= MOST_LONG_DIGITS) {
      decimal(amount.scaleByPowerOfTen(MONEY_SCALE).longValueExact());
    } else {
      text(amount.toPlainString());
    }
    text(money.currency().getCurrencyCode());
  }

  /** What {@code text} would write of {@code unscaled} with four decimals in plain notation. */
  private void decimal(long unscaled) {
    room(4 + MOST_LONG_DIGITS + 3);
    int end = size + 4 + MOST_LONG_DIGITS + 3;
    int at = end;
    long left = Math.abs(unscaled);
    for (int digit = 0; left > 0 || digit <= MONEY_SCALE; digit++) {
      if (digit == MONEY_SCALE) {
        bytes[--at] = '.';
      }
      bytes[--at] = (byte) ('0' + left % 10);
      left /= 10;
    }
    if (unscaled < 0) {
      bytes[--at] = '-';
    }
    number(end - at);
    copy(at, end);
  }

  private void text(@Nullable String text) {
    if (text == null) {
      number(-1);
      return;
    }
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    number(utf8.length);
    put(utf8);
  }

  private void number(int value) {
    room(4);
    bytes[size++] = (byte) (value >>> 24);
    bytes[size++] = (byte) (value >>> 16);
    bytes[size++] = (byte) (value >>> 8);
    bytes[size++] = (byte) value;
  }

  private void put(byte[] more) {
    room(more.length);
    System.arraycopy(more, 0, bytes, size, more.length);
    size += more.length;
  }

  private void copy(int from, int to) {
    room(to - from);
    System.arraycopy(bytes, from, bytes, size, to - from);
    size += to - from;
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }

  private Sha256 hash(int from, int to) {
    sha256.update(bytes, from, to - from);
    return new Sha256(sha256.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
