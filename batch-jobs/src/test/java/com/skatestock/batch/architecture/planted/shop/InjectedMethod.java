package com.skatestock.batch.architecture.planted.shop;

import java.time.Clock;
import org.springframework.beans.factory.annotation.Autowired;

class InjectedMethod {
  @Autowired
  void set(Clock clock) {}
}
