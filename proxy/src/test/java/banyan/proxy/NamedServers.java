package banyan.proxy;

import banyan.testing.Answer;
import banyan.testing.RawClient;
import banyan.testing.ScriptedUpstream;
import java.util.ArrayList;
import java.util.List;

/** Servers each of which answers with its name. One thread starts and closes them. */
final class NamedServers implements AutoCloseable {
  private final List<ScriptedUpstream> servers = new ArrayList<>();

  ScriptedUpstream naming(String name) {
    return answering("200 OK", name);
  }

  /** A server that answers with a status and its name, whatever it is asked. */
  ScriptedUpstream answering(String status, String name) {
    return start(
        c -> {
          c.request();
          c.send("HTTP/1.1 " + status + "\r\nContent-Length: " + name.length() + "\r\n\r\n" + name);
        });
  }

  ScriptedUpstream start(ScriptedUpstream.Script script) {
    ScriptedUpstream server = ScriptedUpstream.start(script);
    servers.add(server);
    return server;
  }

  /** Asks whoever is behind the proxy, with further fields. */
  static Answer ask(RawClient client, String method, String fields) {
    String length = method.equals("POST") ? "Content-Length: 0\r\n" : "";
    return client.send(method + " / HTTP/1.1\r\nHost: a\r\n" + length + fields + "\r\n").answer();
  }

  @Override
  public void close() {
    servers.forEach(ScriptedUpstream::close);
  }
}
