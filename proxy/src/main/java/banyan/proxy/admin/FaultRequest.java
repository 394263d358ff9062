package banyan.proxy.admin;

import banyan.proxy.fault.FaultKind;
import banyan.proxy.fault.FaultScope;
import banyan.proxy.fault.LiveFaults;
import banyan.proxy.fault.PlantedFault;
import banyan.proxy.publish.Reason;
import banyan.wire.SettingParsers;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The JSON object by which an operator plants a fault, or removes one. Members that scope it may be
 * left out.
 *
 * @param kind {@code latency}, {@code abort}, {@code reset} or {@code bandwidth}
 * @param value of the kind: a time, a status, nothing, or bytes a second
 * @param lasts how long, such as {@code 5m}
 * @param percent of the requests in scope; 100 when left out
 * @param methods by comma
 * @param fields each {@code NAME} or {@code NAME=VALUE}
 * @param as who plants or removes it; the role of the token when left out
 * @param why the reason; of a removal, that of the fault when left out
 */
public record FaultRequest(
    @Nullable String name,
    @Nullable String kind,
    @Nullable String value,
    @Nullable String lasts,
    @Nullable Integer percent,
    @Nullable String route,
    @Nullable String host,
    @Nullable String methods,
    @Nullable String path,
    @Nullable List<String> fields,
    @Nullable String as,
    @Nullable String why) {
  private static final JsonMapper JSON = new JsonMapper();

  /** Reads one; throws IllegalArgumentException whose message says what is wrong. */
  static FaultRequest parse(String body) {
    try {
      FaultRequest request = JSON.readValue(body, FaultRequest.class);
      if (request != null) {
        return request;
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the body: " + e.getOriginalMessage(), e);
    }
    throw new IllegalArgumentException("the body is no JSON object");
  }

  /** The fault that is wanted; throws IllegalArgumentException likewise. */
  PlantedFault fault(LiveFaults faults, String role) {
    List<String> wanted = fields == null ? List.of() : fields;
    return new PlantedFault(
        needed("name", name),
        FaultScope.parse(given(route), given(host), given(methods), given(path), wanted),
        percent == null ? 100 : percent,
        FaultKind.parse(needed("kind", kind), given(value)),
        faults.endAfter(SettingParsers.duration(needed("lasts", lasts))),
        new Reason(as == null ? role : as, needed("why", why)));
  }

  /** The name alone, of a fault that is to be removed. */
  String named() {
    return needed("name", name);
  }

  private static String given(@Nullable String text) {
    return Objects.requireNonNullElse(text, "");
  }

  private static String needed(String member, @Nullable String text) {
    if (text == null || text.isEmpty()) {
      throw new IllegalArgumentException("'" + member + "' is needed, as a text");
    }
    return text;
  }
}
