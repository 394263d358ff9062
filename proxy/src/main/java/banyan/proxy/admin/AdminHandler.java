package banyan.proxy.admin;

import banyan.proxy.admin.AdminEndpoint.Answer;
import banyan.proxy.identity.LoopbackName;
import banyan.wire.Problem;
import banyan.wire.ProblemType;
import banyan.wire.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the requests of operators. Blocks on the thread of the request. Any thread. */
final class AdminHandler extends Handler.Abstract {
  private static final Logger LOG = LoggerFactory.getLogger(AdminHandler.class);
  private static final String SCHEME = "Bearer ";
  private static final ProblemType MISDIRECTED =
      new ProblemType(
          "misdirected-request",
          421,
          "The request is for another host",
          "Address the admin listener by its configured host or by 127.0.0.1.");

  private final String host;
  private final TokenFiles tokens;
  private final Map<String, Map<String, AdminEndpoint>> byPath = new HashMap<>();

  AdminHandler(String host, TokenFiles tokens, List<AdminEndpoint> endpoints) {
    this.host = host;
    this.tokens = tokens;
    for (AdminEndpoint endpoint : endpoints) {
      Map<String, AdminEndpoint> methods =
          byPath.computeIfAbsent(endpoint.path(), _ -> new TreeMap<>());
      if (methods.put(endpoint.method(), endpoint) != null) {
        throw new IllegalArgumentException(
            "two admin endpoints " + endpoint.method() + " " + endpoint.path());
      }
    }
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    String asked = request.getHttpURI().getHost();
    // A page in a browser on this machine can reach us by a name that its owner points here.
    if (asked == null || !(LoopbackName.matches(asked) || asked.equalsIgnoreCase(host))) {
      return refuse(response, callback, MISDIRECTED, "the host is not this listener's");
    }
    Map<String, AdminEndpoint> methods =
        byPath.getOrDefault(request.getHttpURI().getCanonicalPath(), Map.of());
    AdminEndpoint endpoint = methods.get(request.getMethod());
    if (endpoint == null && request.getMethod().equals("HEAD")) {
      endpoint = methods.get("GET");
    }
    AdminRole role = role(request);
    AdminRole needed = endpoint == null ? AdminRole.VIEWER : endpoint.role();
    // Who has no token learns nothing, not even which paths there are.
    if (needed != null && role == null) {
      response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
      return refuse(
          response, callback, Problems.UNAUTHENTICATED, "send a token of the admin listener");
    }
    if (needed != null && role != null && !role.includes(needed)) {
      return refuse(
          response,
          callback,
          Problems.FORBIDDEN,
          "this needs the token of " + needed.word() + ", not that of " + role.word());
    }
    if (endpoint != null) {
      return run(endpoint, role == null ? AdminRole.VIEWER : role, request, response, callback);
    }
    if (methods.isEmpty()) {
      return refuse(response, callback, Problems.ROUTE_NOT_FOUND, "nothing is at this path");
    }
    String allowed = String.join(", ", methods.keySet());
    response.getHeaders().put(HttpHeader.ALLOW, allowed);
    return refuse(response, callback, Problems.METHOD_NOT_ALLOWED, "it takes " + allowed);
  }

  /** Null without a token, or with one that is none. */
  private @Nullable AdminRole role(Request request) {
    List<String> offered = request.getHeaders().getValuesList(HttpHeader.AUTHORIZATION);
    boolean isBearer =
        offered.size() == 1
            && offered.getFirst().regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    return isBearer ? tokens.role(offered.getFirst().substring(SCHEME.length()).strip()) : null;
  }

  private static boolean run(
      AdminEndpoint endpoint,
      AdminRole role,
      Request request,
      Response response,
      Callback callback) {
    Answer answer;
    try {
      byte[] body = body(endpoint, request);
      if (body.length > endpoint.bodyBytesMax()) {
        return refuse(
            response,
            callback,
            Problems.BODY_TOO_LARGE,
            "it takes " + endpoint.bodyBytesMax() + " bytes");
      }
      answer =
          endpoint.code().apply(new AdminRequest(role, new String(body, StandardCharsets.UTF_8)));
    } catch (IllegalArgumentException e) {
      return refuse(response, callback, Problems.MALFORMED_REQUEST, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return refuse(response, callback, Problems.MALFORMED_REQUEST, "the body broke off");
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).addKeyValue("path", endpoint.path()).log("admin request failed");
      return refuse(response, callback, Problems.INTERNAL_ERROR, "the log has the cause");
    }
    return write(response, callback, answer);
  }

  /** The body, or so much of it that it is too large. */
  private static byte[] body(AdminEndpoint endpoint, Request request) throws IOException {
    if (endpoint.bodyBytesMax() == 0) {
      return new byte[0];
    }
    try (InputStream in = Content.Source.asInputStream(request)) {
      return in.readNBytes(endpoint.bodyBytesMax() + 1);
    }
  }

  private static boolean refuse(
      Response response, Callback callback, ProblemType type, String detail) {
    String body =
        new String(
            Problem.of(type, detail).toJson(UUID.randomUUID().toString()), StandardCharsets.UTF_8);
    return write(response, callback, new Answer(type.status(), Problem.MEDIA_TYPE, body));
  }

  private static boolean write(Response response, Callback callback, Answer answer) {
    response.setStatus(answer.status());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.mediaType());
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    response.write(true, BufferUtil.toBuffer(answer.body(), StandardCharsets.UTF_8), callback);
    return true;
  }
}
