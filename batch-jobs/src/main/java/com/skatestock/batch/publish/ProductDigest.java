package com.skatestock.batch.publish;

import com.skatestock.batch.normalise.Money;
import com.skatestock.batch.normalise.Product;
import com.skatestock.batch.normalise.Variant;
import com.skatestock.contracts.Fingerprints;
import com.skatestock.contracts.Sha256;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Computes fingerprints: SHA-256 over a product's normalised content, in three parts. The order of
 * the variants does not matter; each field is written with its length, so that no two products can
 * run together. Not safe for several threads.
 */
final class ProductDigest {
  private static final int MONEY_SCALE = 4;
  private static final Comparator<Variant> BY_ID = Comparator.comparing(Variant::variantId);

  private final MessageDigest sha256 = sha256();
  private byte[] bytes = new byte[4096];
  private int size;

  Fingerprints of(Product product) {
    List<Variant> variants = product.variants();
    if (!areInOrder(variants)) {
      variants = variants.stream().sorted(BY_ID).toList();
    }
    return new Fingerprints(content(product, variants), price(variants), stock(variants));
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
    return finish();
  }

  private Sha256 content(Product product, List<Variant> variants) {
    size = 0;
    text(product.code());
    text(product.title());
    text(product.brand());
    text(product.category());
    text(product.url());
    text(product.imageUrl());
    for (Variant variant : variants) {
      text(variant.variantId());
      text(variant.sku());
      text(variant.gtin());
      text(variant.size());
      text(variant.color());
    }
    return finish();
  }

  private Sha256 price(List<Variant> variants) {
    size = 0;
    for (Variant variant : variants) {
      text(variant.variantId());
      money(variant.price());
      money(variant.compareAtPrice());
    }
    return finish();
  }

  private Sha256 stock(List<Variant> variants) {
    size = 0;
    for (Variant variant : variants) {
      text(variant.variantId());
      text(variant.availability().name());
      Integer quantity = variant.quantity();
      text(quantity == null ? null : quantity.toString());
    }
    return finish();
  }

  private void money(@Nullable Money money) {
    if (money == null) {
      number(-1);
      return;
    }
    text(money.amount().setScale(MONEY_SCALE, RoundingMode.HALF_EVEN).toPlainString());
    text(money.currency().getCurrencyCode());
  }

  private void text(@Nullable String text) {
    if (text == null) {
      number(-1);
      return;
    }
    int length = text.length();
    room(4 + length);
    int start = size + 4;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c > 0x7f) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        number(utf8.length);
        put(utf8);
        return;
      }
      bytes[start + i] = (byte) c;
    }
    number(length);
    size += length;
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

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }

  private Sha256 finish() {
    sha256.update(bytes, 0, size);
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
