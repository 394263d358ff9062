package banyan.proxy;

import banyan.proxy.ingress.ServedHosts;
import banyan.proxy.ingress.TrustedPeers;
import banyan.wire.Setting;
import banyan.wire.SettingParsers;
import java.time.Duration;
import java.util.List;

/** The settings of the request path, each with its default. */
public final class ProxySettings {
  public static final Setting<String> HOST =
      Setting.of("host", "127.0.0.1", String::strip, "Address that serves clients");

  public static final Setting<Integer> PORT =
      Setting.of("port", "8080", SettingParsers::port, "Port that serves clients; 0 picks one");

  public static final Setting<TrustedPeers> TRUSTED =
      Setting.of(
          "proxy.trusted",
          "",
          TrustedPeers::parse,
          "Peers whose Forwarded fields are believed: addresses or CIDR ranges, by comma");

  public static final Setting<ServedHosts> HOSTS =
      Setting.of(
          "proxy.hosts",
          "",
          ServedHosts::parse,
          "Hosts that clients may ask for, by comma, such as shop.example or *.shop.example;"
              + " empty for any");

  public static final Setting<Integer> THREADS =
      Setting.of(
          "proxy.threads",
          "32",
          text -> SettingParsers.wholeNumber(text, 8, 1_000),
          "Threads of the listener at most; requests wait on none of them");

  public static final Setting<Integer> CONNECTIONS =
      Setting.of(
          "proxy.connections",
          "10000",
          text -> SettingParsers.wholeNumber(text, 1, 1_000_000),
          "Open client connections at most; more are not accepted until some close");

  public static final Setting<Integer> CONNECTIONS_PER_ADDRESS =
      Setting.of(
          "proxy.connections.address",
          "1000",
          text -> SettingParsers.wholeNumber(text, 0, 1_000_000),
          "Connections of one client address at most, trusted peers aside; 0 for any number");

  public static final Setting<Long> HEAD_BYTES =
      Setting.of(
          "proxy.head.bytes",
          "16KiB",
          SettingParsers::bytes,
          "Request line and fields at most; above it 414 or 431");

  public static final Setting<Duration> HEAD_TIME =
      Setting.of(
          "proxy.head.time",
          "10s",
          SettingParsers::duration,
          "Time from the first byte of a request to the end of its fields; then the client is let"
              + " go");

  public static final Setting<Duration> IDLE =
      Setting.of(
          "proxy.idle",
          "60s",
          SettingParsers::duration,
          "A client that sends or takes no byte for so long is let go");

  public static final Setting<Integer> BODY_RATE =
      Setting.of(
          "proxy.body.rate",
          "64",
          text -> SettingParsers.wholeNumber(text, 0, 1_000_000_000),
          "Bytes a second that a request body must bring while it is awaited; 0 for any");

  public static final Setting<Duration> DEADLINE =
      Setting.of(
          "proxy.deadline",
          "60s",
          SettingParsers::duration,
          "Time of local code for a request: reading its body ends with 408 then, and its transactions"
              + " with 503");

  public static final Setting<Duration> STOP =
      Setting.of(
          "proxy.stop",
          "10s",
          SettingParsers::duration,
          "Time for requests in flight when stopping");

  public static final Setting<Duration> STOP_NOTICE =
      Setting.of(
          "proxy.stop.notice",
          "0s",
          SettingParsers::duration,
          "Time between readiness going off and connections being refused, when stopping: as long as"
              + " who routes here takes to notice");

  public static final Setting<Integer> LOCAL_CONCURRENT =
      Setting.of(
          "proxy.local.concurrent",
          "256",
          text -> SettingParsers.wholeNumber(text, 1, 100_000),
          "Requests that local code answers at once; more get 503");

  public static final Setting<Integer> UPSTREAM_CONNECTIONS =
      Setting.of(
          "proxy.upstream.connections",
          "256",
          text -> SettingParsers.wholeNumber(text, 1, 100_000),
          "Connections to one endpoint at most");

  public static final Setting<Integer> UPSTREAM_QUEUE =
      Setting.of(
          "proxy.upstream.queue",
          "1024",
          text -> SettingParsers.wholeNumber(text, 1, 100_000),
          "Requests that wait for a connection to one endpoint; more get 503");

  public static final Setting<Long> UPSTREAM_HEAD_BYTES =
      Setting.of(
          "proxy.upstream.head.bytes",
          "32KiB",
          SettingParsers::bytes,
          "Head of an upstream's answer at most; above it 502");

  public static final Setting<Duration> UPSTREAM_KEEP =
      Setting.of(
          "proxy.upstream.keep",
          "15s",
          SettingParsers::duration,
          "How long an unused connection to an endpoint is kept");

  public static final Setting<Duration> UPSTREAM_RESOLVE =
      Setting.of(
          "proxy.upstream.resolve",
          "10s",
          ProxySettings::lookupInterval,
          "How often the host names of endpoints are looked up again");

  public static final Setting<Long> ADAPT_BYTES =
      Setting.of(
          "proxy.adapt.bytes",
          "1MiB",
          text -> SettingParsers.bytesUpTo(text, 64L << 20),
          "A body that an adapter translates has at most so many bytes; above it 413 or 502");

  public static final Setting<Long> BUFFER_BYTES =
      Setting.of(
          "proxy.buffer.bytes",
          "64MiB",
          SettingParsers::bytes,
          "Bodies held at once have at most so many bytes together; beyond, what needs them is left"
              + " out, and a translation or a body with a cursor gets 503");

  public static final Setting<Integer> TUNNELS =
      Setting.of(
          "proxy.tunnels",
          "10000",
          text -> SettingParsers.wholeNumber(text, 1, 1_000_000),
          "Open WebSockets at most; a further one gets 503");

  public static final Setting<Duration> TUNNEL_IDLE =
      Setting.of(
          "proxy.tunnel.idle",
          "5m",
          SettingParsers::duration,
          "A WebSocket on which nothing passes in either direction for so long is ended");

  private ProxySettings() {}

  private static Duration lookupInterval(String text) {
    Duration interval = SettingParsers.duration(text);
    if (interval.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("'" + text + "': write 1s or more");
    }
    return interval;
  }

  public static List<Setting<?>> all() {
    return List.of(
        HOST,
        PORT,
        TRUSTED,
        HOSTS,
        THREADS,
        CONNECTIONS,
        CONNECTIONS_PER_ADDRESS,
        HEAD_BYTES,
        HEAD_TIME,
        IDLE,
        BODY_RATE,
        DEADLINE,
        STOP,
        STOP_NOTICE,
        LOCAL_CONCURRENT,
        UPSTREAM_CONNECTIONS,
        UPSTREAM_QUEUE,
        UPSTREAM_HEAD_BYTES,
        UPSTREAM_KEEP,
        UPSTREAM_RESOLVE,
        ADAPT_BYTES,
        BUFFER_BYTES,
        TUNNELS,
        TUNNEL_IDLE);
  }
}
