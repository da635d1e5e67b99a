package com.skatestock.batch.source;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Knows the addresses that are not on the public internet (RFC 6890 and its registries). */
final class PrivateAddresses {
  private PrivateAddresses() {}

  /** True unless a page on the public internet can live at this address. */
  static boolean contains(InetAddress address) {
    return switch (address) {
      case Inet4Address v4 -> v4(v4.getAddress());
      case Inet6Address v6 -> v6(v6);
      default -> true;
    };
  }

  private static boolean v4(byte[] b) {
    int first = b[0] & 0xff;
    int second = b[1] & 0xff;
    int third = b[2] & 0xff;
    return first == 0 // this network
        || first == 10
        || first == 127
        || first >= 224 // multicast, reserved, broadcast
        || (first == 100
            && second >= 64
            && second < 128) // carrier-grade NAT; some clouds' metadata
        || (first == 169 && second == 254) // link-local, metadata services
        || (first == 172 && second >= 16 && second < 32)
        || (first == 192 && second == 168)
        || (first == 192 && second == 0 && (third == 0 || third == 2)) // protocols, documentation
        || (first == 192 && second == 88 && third == 99) // retired 6to4 relays
        || (first == 198 && (second == 18 || second == 19)) // benchmarks
        || (first == 198 && second == 51 && third == 100) // documentation
        || (first == 203 && second == 0 && third == 113); // documentation
  }

  private static boolean v6(Inet6Address address) {
    byte[] b = address.getAddress();
    int prefix = ((b[0] & 0xff) << 8) | (b[1] & 0xff);
    int next = ((b[2] & 0xff) << 8) | (b[3] & 0xff);
    if ((b[0] & 0xe0) != 0x20) { // only 2000::/3 is global unicast
      return !(prefix == 0x64 && next == 0xff9b && zero(b, 4, 12)) || v4(tail(b)); // NAT64
    }
    return (prefix == 0x2001 && (next == 0xdb8 || next < 0x200)) // documentation; Teredo and kin
        || (prefix == 0x2002 && v4(Arrays.copyOfRange(b, 2, 6))) // 6to4 around an IPv4 address
        || prefix == 0x3fff; // documentation
  }

  private static byte[] tail(byte[] b) {
    return Arrays.copyOfRange(b, 12, 16);
  }

  private static boolean zero(byte[] b, int from, int to) {
    for (int i = from; i < to; i++) {
      if (b[i] != 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Looks a host up.
   *
   * @throws PrivateHost if one of its addresses is private
   */
  static InetAddress[] resolvePublic(String host) throws UnknownHostException {
    InetAddress[] addresses = InetAddress.getAllByName(host);
    for (InetAddress address : addresses) {
      if (contains(address)) {
        throw new PrivateHost(host, address);
      }
    }
    return addresses;
  }

  /** A host that leads, or can lead, to a private network. */
  static final class PrivateHost extends UnknownHostException {
    private static final long serialVersionUID = 1;

    PrivateHost(String host, InetAddress address) {
      super(host + " leads to the private address " + address.getHostAddress());
    }
  }
}
