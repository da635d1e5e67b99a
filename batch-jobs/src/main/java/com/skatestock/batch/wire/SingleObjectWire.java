package com.skatestock.batch.wire;

import com.skatestock.contracts.Decoded;
import com.skatestock.contracts.EventCodec;
import org.apache.avro.specific.SpecificRecord;

/** Avro's single-object encoding: needs no other process. */
record SingleObjectWire<E extends SpecificRecord>(EventCodec<E> codec) implements EventWire<E> {

  @Override
  public byte[] encode(E event) {
    return codec.encode(event);
  }

  @Override
  public Decoded<E> decode(byte[] value) {
    return codec.decode(value);
  }

  @Override
  public void close() {
    // holds nothing
  }
}
