package com.skatestock.batch.architecture.planted.normalise;

import org.jsoup.Connection;
import org.jsoup.Jsoup;

final class ReadsHtml {
  private ReadsHtml() {}

  static Connection open(String address) {
    return Jsoup.connect(address);
  }
}
