package com.skatestock.contracts;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Conversions;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/**
 * Avro's decimals for amounts of money: up to eight bytes without a BigInteger, and none with more
 * digits than the schema's precision. Avro reads any number of bytes, and a number of a million
 * digits costs whoever prints it minutes.
 */
final class BoundedDecimal extends Conversions.DecimalConversion {

  @Override
  public BigDecimal fromBytes(ByteBuffer value, Schema schema, LogicalType type) {
    LogicalTypes.Decimal decimal = (LogicalTypes.Decimal) type;
    int bytes = value.remaining();
    BigDecimal amount =
        switch (bytes) {
          case 1, 2, 3, 4, 5, 6, 7, 8 -> BigDecimal.valueOf(unscaled(value), decimal.getScale());
          case 9 -> super.fromBytes(value, schema, type);
          default -> throw new AvroTypeException("Decimal of " + bytes + " bytes");
        };
    if (bytes >= 8 && amount.precision() > decimal.getPrecision()) {
      throw new AvroTypeException("Decimal of " + amount.precision() + " digits");
    }
    return amount;
  }

  private static long unscaled(ByteBuffer value) {
    int at = value.position();
    long unscaled = value.get(at);
    for (int i = at + 1; i < value.limit(); i++) {
      unscaled = (unscaled << Byte.SIZE) | (value.get(i) & 0xFF);
    }
    return unscaled;
  }
}
