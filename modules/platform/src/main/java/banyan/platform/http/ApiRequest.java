package banyan.platform.http;

import banyan.wire.Arrival;
import banyan.wire.Caller;
import banyan.wire.Deadline;
import java.util.Optional;

/** A request that has passed its declared shapes. Belongs to one thread. */
public interface ApiRequest {
  /** On whose behalf, until when: what a call to another context takes along. */
  Arrival arrival();

  default Caller caller() {
    return arrival().caller();
  }

  default Deadline deadline() {
    return arrival().deadline();
  }

  default String requestId() {
    return arrival().requestId();
  }

  /** The declared method and template, such as {@code POST /api/v1/products}. */
  String route();

  String method();

  /** The normalised path, without query. */
  String path();

  /** A declared path parameter, decoded. */
  String pathParameter(String name);

  /** A declared query parameter, if the client sent it. */
  Optional<String> query(String name);

  /** A request field, if the client sent it. */
  Optional<String> field(String name);

  /** The body as a record whose components have the names of the declared shape. */
  <T> T body(Class<T> type);

  /** The exact bytes of the body; empty without one. */
  byte[] bodyBytes();
}
