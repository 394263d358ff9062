package banyan.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import banyan.proxy.admin.AdminRequest;
import banyan.proxy.admin.AdminRole;
import banyan.proxy.admin.StandardEndpoints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The description of the admin listener is one by its standard. */
final class AdminOpenApiTest {
  private static final String META_SCHEMA = "https://json-schema.org/draft/2020-12/schema";

  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private final String document =
      StandardEndpoints.description().code().apply(new AdminRequest(AdminRole.VIEWER, "")).body();

  @Test
  void isAnOpenApiDocument() throws IOException {
    try (InputStream standard = getClass().getResourceAsStream("openapi-3.1.json")) {
      assertThat(standard).isNotNull();
      String text = new String(standard.readAllBytes(), StandardCharsets.UTF_8);

      assertThat(registry.getSchema(text).validate(document, InputFormat.JSON)).isEmpty();
    }
  }

  @Test
  void hasSchemasThatJsonSchemaTakes() throws IOException {
    var meta = registry.getSchema(SchemaLocation.of(META_SCHEMA));
    JsonNode schemas = new JsonMapper().readTree(document).at("/components/schemas");

    for (Map.Entry<String, JsonNode> named : schemas.properties()) {
      assertThat(meta.validate(named.getValue().toString(), InputFormat.JSON))
          .as(named.getKey())
          .isEmpty();
    }
  }
}
