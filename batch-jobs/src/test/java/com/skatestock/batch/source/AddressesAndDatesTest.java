package com.skatestock.batch.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesAndDatesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "100.64.0.1",
        "100.100.100.200", // Alibaba's metadata service
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254", // most clouds' metadata service
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.192", // Oracle's metadata service
        "192.0.2.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.51.100.7",
        "203.0.113.7",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "fc00::1",
        "fd00:ec2::254", // Amazon's metadata service
        "fe80::1",
        "fec0::1",
        "ff02::1"
      })
  void privateAddress(String address) throws UnknownHostException {
    assertThat(PrivateAddresses.contains(InetAddress.getByName(address))).isTrue();
    assertThatThrownBy(() -> PrivateAddresses.resolvePublic(address))
        .isInstanceOf(PrivateAddresses.PrivateHost.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "11.0.0.1",
        "23.227.38.65",
        "100.63.255.255",
        "100.128.0.1",
        "172.15.0.1",
        "172.32.0.1",
        "192.0.1.1",
        "198.17.0.1",
        "198.20.0.1",
        "223.255.255.255",
        "2600::1",
        "2606:4700::1111",
        "2620:127:f00f:e::",
        "64:ff9b::101:101",
        "2002:101:101::"
      })
  void publicAddress(String address) throws UnknownHostException {
    assertThat(PrivateAddresses.contains(InetAddress.getByName(address))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      delimiter = '|',
      value = {
        "0 | PT0S",
        "120 | PT2M",
        " 7  | PT7S",
        "99999999999999999999 | PT2562047788015215H30M7S",
        "Sat, 21 Nov 2026 02:31:00 GMT | PT1M",
        "Sat, 21 Nov 2026 02:29:00 GMT | PT0S", // past
        "-5 | none",
        "1.5 | none",
        "soon | none",
        "'' | none"
      })
  void retryAfter(String text, Duration expected) {
    Instant now = Instant.parse("2026-11-21T02:30:00Z");
    assertThat(RetryAfter.parse(text, now).orElse(null)).isEqualTo(expected);
  }

  @Test
  void settingsNameAllTheirProblemsAtOnce() {
    assertThatThrownBy(
            () ->
                new FetchSettings(
                    "Skate Bot",
                    "1.0",
                    URI.create("nobody"),
                    Duration.ZERO,
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1),
                    Duration.ZERO,
                    Duration.ZERO,
                    Duration.ofHours(1),
                    Duration.ofMinutes(1),
                    -1))
        .hasMessage(
            "fetch settings: agent must be letters, dashes and underscores (RFC 9309), is 'Skate"
                + " Bot'; contact must be the URL of a page about the crawler, is 'nobody';"
                + " max-redirects must not be negative, is -1; connect-timeout must be positive,"
                + " is PT0S");
  }
}
