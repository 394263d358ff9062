package banyan.acceptance;

import static banyan.acceptance.ApiContract.texts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The changes between two OpenAPI documents that break a client of the first. Reads what our
 * documents are made of; pure.
 *
 * <p>No change breaks when it only adds: operations, optional parameters and members of requests,
 * members of answers, refusals (a client handles problems by their status).
 */
final class ApiChanges {
  private final JsonNode released;
  private final JsonNode current;
  private final List<String> breaking = new ArrayList<>();

  private ApiChanges(JsonNode released, JsonNode current) {
    this.released = released;
    this.current = current;
  }

  /** One line for each change that breaks; empty when there is none. */
  static List<String> breaking(JsonNode released, JsonNode current) {
    ApiChanges changes = new ApiChanges(released, current);
    changes.comparePaths();
    return changes.breaking;
  }

  private void comparePaths() {
    for (Map.Entry<String, JsonNode> path : released.path("paths").properties()) {
      JsonNode now = current.path("paths").path(path.getKey());
      if (now.isMissingNode()) {
        breaking.add(path.getKey() + ": the path is gone");
        continue;
      }
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        String at = operation.getKey().toUpperCase(java.util.Locale.ROOT) + " " + path.getKey();
        JsonNode operationNow = now.path(operation.getKey());
        if (operationNow.isMissingNode()) {
          breaking.add(at + ": the operation is gone");
        } else {
          compareOperation(at, operation.getValue(), operationNow);
        }
      }
    }
  }

  private void compareOperation(String at, JsonNode before, JsonNode now) {
    if (!now.path("security").isMissingNode()
        && !now.path("security").equals(before.path("security"))) {
      breaking.add(at + ": demands other rights");
    }
    compareParameters(at, before.path("parameters"), now.path("parameters"));
    compareRequestBody(at + " request", before.path("requestBody"), now.path("requestBody"));
    compareResponses(at, before.path("responses"), now.path("responses"));
  }

  private void compareParameters(String at, JsonNode before, JsonNode now) {
    for (JsonNode parameter : before) {
      JsonNode same = parameter(now, parameter);
      String where = at + " parameter " + parameter.path("name").asText();
      if (same.isMissingNode()) {
        breaking.add(where + ": is gone");
        continue;
      }
      if (same.path("required").asBoolean() && !parameter.path("required").asBoolean()) {
        breaking.add(where + ": is required now");
      }
      narrowed(where, parameter.path("schema"), same.path("schema"));
    }
    for (JsonNode parameter : now) {
      if (parameter.path("required").asBoolean() && parameter(before, parameter).isMissingNode()) {
        breaking.add(at + " parameter " + parameter.path("name").asText() + ": new and required");
      }
    }
  }

  private static JsonNode parameter(JsonNode parameters, JsonNode like) {
    for (JsonNode parameter : parameters) {
      if (parameter.path("name").equals(like.path("name"))
          && parameter.path("in").equals(like.path("in"))) {
        return parameter;
      }
    }
    return parameters.path("no such parameter");
  }

  private void compareRequestBody(String at, JsonNode before, JsonNode now) {
    if (before.isMissingNode()) {
      if (now.path("required").asBoolean()) {
        breaking.add(at + ": a body is required now");
      }
      return;
    }
    for (Map.Entry<String, JsonNode> media : before.path("content").properties()) {
      JsonNode mediaNow = now.path("content").path(media.getKey());
      if (mediaNow.isMissingNode()) {
        breaking.add(at + ": " + media.getKey() + " is not taken any more");
      } else {
        narrowed(at, media.getValue().path("schema"), mediaNow.path("schema"));
      }
    }
  }

  /** What a client may send must still be taken. */
  private void narrowed(String at, JsonNode before, JsonNode now) {
    new SchemaFit(released, current, SchemaFit.Side.REQUEST)
        .misfits(before, now)
        .forEach(misfit -> breaking.add(at + misfit));
  }

  private void compareResponses(String at, JsonNode before, JsonNode now) {
    for (Map.Entry<String, JsonNode> response : before.properties()) {
      if (isSuccess(response.getKey())) {
        String where = at + " " + response.getKey();
        JsonNode same = now.path(response.getKey());
        if (same.isMissingNode()) {
          breaking.add(where + ": the answer is gone");
        } else {
          compareResponse(where, response.getValue(), same);
        }
      }
    }
    for (Map.Entry<String, JsonNode> response : now.properties()) {
      if (isSuccess(response.getKey()) && before.path(response.getKey()).isMissingNode()) {
        breaking.add(at + " " + response.getKey() + ": a new answer that no client expects");
      }
    }
  }

  private void compareResponse(String at, JsonNode before, JsonNode now) {
    for (Map.Entry<String, JsonNode> header : before.path("headers").properties()) {
      if (now.path("headers").path(header.getKey()).isMissingNode()) {
        breaking.add(at + ": the field " + header.getKey() + " is gone");
      }
    }
    for (Map.Entry<String, JsonNode> media : before.path("content").properties()) {
      JsonNode mediaNow = now.path("content").path(media.getKey());
      if (mediaNow.isMissingNode()) {
        breaking.add(at + ": " + media.getKey() + " is not answered any more");
      } else {
        // What may be answered now must be what could be answered before.
        new SchemaFit(current, released, SchemaFit.Side.RESPONSE)
            .misfits(mediaNow.path("schema"), media.getValue().path("schema"))
            .forEach(misfit -> breaking.add(at + misfit));
      }
    }
  }

  private static boolean isSuccess(String status) {
    return status.startsWith("2") || status.startsWith("3");
  }

  /** The texts of an array of a schema, such as {@code required}. */
  static List<String> words(JsonNode schema, String key) {
    return texts(schema.path(key)).toList();
  }
}
