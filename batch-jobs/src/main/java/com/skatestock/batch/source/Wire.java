package com.skatestock.batch.source;

import com.skatestock.batch.shop.Manners;
import com.skatestock.batch.source.BodyReader.CutOff;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Sends one request and reads one answer: no redirects, retries, cookies or manners.
 *
 * <p>Apache's blocking client, because it connects to exactly the addresses that our resolver hands
 * it: a host is looked up once, checked, and connected to, so a name that changes its address in
 * between (DNS rebinding) gains nothing. The JDK's client looks the name up again by itself. It
 * also reads a body of announced length straight into our array. HTTP/1.1 only: at one request in
 * two seconds there is nothing to multiplex.
 *
 * <p>Shops that may be on a private network have a client, and so connections, of their own.
 */
final class Wire implements AutoCloseable {
  private static final String CONNECTION = "skatestock.connection";
  private static final String SENDING = "skatestock.sending";
  private static final Body NOTHING = Body.of(new byte[0]);

  /** The body of an error is not kept; one up to this length is read to keep the connection. */
  private static final int WORTH_READING = 1 << 16;

  private static final Timeout AT_ONCE = Timeout.ofMilliseconds(1);

  private final FetchSettings settings;
  private final CloseableHttpClient anywhere;
  private final CloseableHttpClient publicOnly;
  private final ScheduledThreadPoolExecutor deadlines;

  Wire(FetchSettings settings) {
    this.settings = settings;
    anywhere = client(InetAddress::getAllByName);
    publicOnly = client(PrivateAddresses::resolvePublic);
    deadlines =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("fetch-deadlines").factory());
    deadlines.setRemoveOnCancelPolicy(true);
  }

  /** Called when there is a connection and the request goes out; what it throws keeps it back. */
  @FunctionalInterface
  interface Sending {
    void begin() throws IOException;
  }

  @FunctionalInterface
  private interface Lookup {
    InetAddress[] addresses(String host) throws UnknownHostException;
  }

  private CloseableHttpClient client(Lookup lookup) {
    DnsResolver resolver =
        new DnsResolver() {
          @Override
          public InetAddress[] resolve(String host) throws UnknownHostException {
            return lookup.addresses(host);
          }

          @Override
          public String resolveCanonicalHostname(String host) {
            return host;
          }
        };
    return HttpClientBuilder.create()
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(resolver)
                .setMaxConnTotal(256)
                .setMaxConnPerRoute(64)
                .setDefaultConnectionConfig(
                    ConnectionConfig.custom()
                        .setConnectTimeout(timeout(settings.connectTimeout()))
                        .setSocketTimeout(timeout(settings.idleTimeout()))
                        .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                        .setTimeToLive(TimeValue.ofMinutes(5))
                        .build())
                .build())
        .setRequestExecutor(new RememberingExecutor())
        .evictIdleConnections(TimeValue.ofSeconds(30))
        .setUserAgent(settings.userAgent())
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableContentCompression()
        .disableCookieManagement()
        .disableAuthCaching()
        .build();
  }

  /** Says when a request goes out, and leaves the connection where the answer's reader finds it. */
  private static final class RememberingExecutor extends HttpRequestExecutor {
    @Override
    public ClassicHttpResponse execute(
        ClassicHttpRequest request,
        HttpClientConnection connection,
        HttpResponseInformationCallback callback,
        HttpContext context)
        throws IOException, HttpException {
      context.setAttribute(CONNECTION, connection);
      if (context.getAttribute(SENDING) instanceof Sending sending) {
        sending.begin();
      }
      return super.execute(request, connection, callback, context);
    }
  }

  /**
   * Asks once.
   *
   * @param cap most bytes of the body
   * @param cut true to take the first {@code cap} bytes of a longer body instead of refusing it
   * @param sending called when there is a connection and the request goes out
   * @throws SocketTimeoutException if the whole answer, or one byte of it, took too long
   * @throws PrivateAddresses.PrivateHost if the host is private and must not be
   * @throws BodyReader.TooLarge if the body exceeds the cap
   * @throws BodyReader.UnknownEncoding if the body cannot be unpacked
   * @throws IOException if there is no whole answer for another reason
   */
  Answer get(Manners manners, URI uri, Validators known, int cap, boolean cut, Sending sending)
      throws IOException {
    HttpGet request = new HttpGet(uri);
    request.setHeader("Accept", "application/json, text/html;q=0.9, */*;q=0.5");
    request.setHeader("Accept-Encoding", "gzip");
    known.etag().ifPresent(etag -> request.setHeader("If-None-Match", etag));
    known.lastModified().ifPresent(date -> request.setHeader("If-Modified-Since", date));
    Duration idle = shorter(settings.idleTimeout(), manners.timeout());
    request.setConfig(
        RequestConfig.custom()
            .setResponseTimeout(timeout(idle))
            .setConnectionRequestTimeout(timeout(manners.timeout()))
            .build());
    AtomicBoolean late = new AtomicBoolean();
    ScheduledFuture<?> deadline =
        deadlines.schedule(
            () -> {
              late.set(true);
              request.cancel();
            },
            manners.timeout().toMillis(),
            TimeUnit.MILLISECONDS);
    try {
      HttpContext context = HttpClientContext.create();
      context.setAttribute(SENDING, sending);
      return exchange(
          manners.allowPrivateAddresses() ? anywhere : publicOnly, request, context, cap, cut);
    } catch (IOException e) {
      if (late.get()) {
        SocketTimeoutException timeout =
            new SocketTimeoutException("no whole answer within " + manners.timeout());
        timeout.initCause(e);
        throw timeout;
      }
      throw e;
    } finally {
      deadline.cancel(false);
    }
  }

  private static Answer exchange(
      CloseableHttpClient client, HttpGet request, HttpContext context, int cap, boolean cut)
      throws IOException {
    ClassicHttpResponse response = client.executeOpen(null, request, context);
    boolean whole = false;
    try {
      Map<String, List<String>> headers = headers(response);
      HttpEntity entity = response.getEntity();
      boolean success = response.getCode() >= 200 && response.getCode() < 300;
      Body body = NOTHING;
      if (entity == null) {
        whole = true;
      } else if (success) {
        body = body(entity, cap, cut);
        whole = !cut || body.length() < cap;
        if (whole) {
          refuseMore(entity, context);
        }
      } else if (entity.getContentLength() >= 0 && entity.getContentLength() <= WORTH_READING) {
        whole = entity.getContent().readAllBytes().length == entity.getContentLength();
      }
      return new Answer(response.getCode(), headers, body);
    } finally {
      if (!whole) {
        request.cancel(); // closing alone would first read what is left, however long
      }
      closeQuietly(response);
    }
  }

  private static Body body(HttpEntity entity, int cap, boolean cut) throws IOException {
    try {
      return BodyReader.read(
          entity.getContent(), entity.getContentLength(), entity.getContentEncoding(), cap, cut);
    } catch (ConnectionClosedException e) {
      throw new CutOff(String.valueOf(e.getMessage()));
    }
  }

  /** Bytes after the announced length mean that the length is wrong, and the body cut. */
  private static void refuseMore(HttpEntity entity, HttpContext context) throws IOException {
    if (entity.getContentLength() >= 0
        && context.getAttribute(CONNECTION) instanceof HttpClientConnection connection
        && connection.isOpen()
        && connection.isDataAvailable(AT_ONCE)) {
      throw new CutOff("body is longer than its Content-Length " + entity.getContentLength());
    }
  }

  private static void closeQuietly(ClassicHttpResponse response) {
    try {
      response.close();
    } catch (IOException e) {
      // the answer is read, or its own error is on the way
    }
  }

  private static Map<String, List<String>> headers(ClassicHttpResponse response) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (Header header : response.getHeaders()) {
      headers
          .computeIfAbsent(header.getName().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
          .add(header.getValue() == null ? "" : header.getValue());
    }
    headers.replaceAll((name, values) -> List.copyOf(values));
    return headers;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static Timeout timeout(Duration duration) {
    return Timeout.ofMilliseconds(duration.toMillis());
  }

  @Override
  public void close() throws IOException {
    deadlines.shutdownNow();
    anywhere.close();
    publicOnly.close();
  }
}
