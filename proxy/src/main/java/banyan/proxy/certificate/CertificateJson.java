package banyan.proxy.certificate;

import banyan.proxy.certificate.Certificate.Behaviour;
import banyan.proxy.certificate.Certificate.Rule;
import banyan.proxy.certificate.Certificate.Version;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Certificates as JSON. Members are read strictly; what is unknown shows when it is written back.
 */
final class CertificateJson {
  static final String FORMAT = "banyan-certificate/1";

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private CertificateJson() {}

  static ObjectNode write(SignedCertificate signed, boolean withSignature) {
    Certificate certificate = signed.certificate();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("format", FORMAT);
    json.put("number", signed.number());
    json.put("previous", signed.previous());
    json.put("key", signed.key());
    json.put("migration", certificate.migration());
    certificate.routes().forEach(json.putArray("routes")::add);
    write(certificate.from(), json.putObject("from"));
    write(certificate.to(), json.putObject("to"));
    ObjectNode window = json.putObject("window");
    window.put("begin", certificate.begin().toString());
    window.put("end", certificate.end().toString());
    json.put("confidencePercent", Math.round(100 * Certificate.CONFIDENCE));
    ArrayNode classes = json.putArray("classes");
    certificate
        .classes()
        .forEach(each -> write(each, classes.addObject().put("name", each.name())));
    write(certificate.total(), json.putObject("total"));
    certificate.uncovered().forEach(json.putArray("uncovered")::add);
    ArrayNode rules = json.putArray("rules");
    certificate.rules().forEach(rule -> write(rule, rules.addObject()));
    if (withSignature) {
      json.put("signature", signed.signature());
    }
    return json;
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException when it is no JSON
   * @throws IllegalArgumentException when it is no certificate, with the place
   */
  static SignedCertificate read(byte[] bytes) throws IOException {
    JsonNode json = MAPPER.readTree(bytes);
    if (!text(json, "format").equals(FORMAT)) {
      throw new IllegalArgumentException("format: is not " + FORMAT);
    }
    JsonNode window = member(json, "window");
    Certificate certificate =
        new Certificate(
            text(json, "migration"),
            list(json, "routes", CertificateJson::string),
            version(member(json, "from")),
            version(member(json, "to")),
            instant(window, "begin"),
            instant(window, "end"),
            list(json, "classes", CertificateJson::behaviour),
            list(json, "uncovered", CertificateJson::string),
            list(json, "rules", CertificateJson::rule));
    return new SignedCertificate(
        certificate,
        count(json, "number"),
        text(json, "previous"),
        text(json, "key"),
        text(json, "signature"));
  }

  private static void write(Version version, ObjectNode json) {
    json.put("target", version.target());
    json.put("build", version.build());
    json.put("configuration", version.configuration());
  }

  private static void write(Behaviour behaviour, ObjectNode json) {
    json.put("samples", behaviour.samples());
    json.put("mismatches", behaviour.mismatches());
    json.put("boundPerBillion", behaviour.boundPerBillion());
  }

  private static void write(Rule rule, ObjectNode json) {
    json.put("id", rule.id());
    json.put("relaxes", rule.relaxes());
    json.put("who", rule.who());
    json.put("why", rule.why());
    json.put("expires", rule.expires().toString());
  }

  private static Version version(JsonNode json) {
    return new Version(text(json, "target"), text(json, "build"), text(json, "configuration"));
  }

  private static Behaviour behaviour(JsonNode json) {
    return new Behaviour(text(json, "name"), count(json, "samples"), count(json, "mismatches"));
  }

  private static Rule rule(JsonNode json) {
    return new Rule(
        text(json, "id"),
        text(json, "relaxes"),
        text(json, "who"),
        text(json, "why"),
        instant(json, "expires"));
  }

  private static JsonNode member(JsonNode json, String name) {
    JsonNode member = json.path(name);
    if (member.isMissingNode()) {
      throw new IllegalArgumentException(name + ": is missing");
    }
    return member;
  }

  private static String text(JsonNode json, String name) {
    JsonNode member = member(json, name);
    if (!member.isTextual()) {
      throw new IllegalArgumentException(name + ": is no text");
    }
    return member.textValue();
  }

  private static String string(JsonNode json) {
    if (!json.isTextual()) {
      throw new IllegalArgumentException("an entry is no text");
    }
    return json.textValue();
  }

  private static long count(JsonNode json, String name) {
    JsonNode member = member(json, name);
    if (!member.isIntegralNumber() || !member.canConvertToLong()) {
      throw new IllegalArgumentException(name + ": is no whole number");
    }
    return member.longValue();
  }

  private static Instant instant(JsonNode json, String name) {
    return Instant.parse(text(json, name));
  }

  private static <T> List<T> list(JsonNode json, String name, Function<JsonNode, T> read) {
    JsonNode member = member(json, name);
    if (!member.isArray() || member.size() > Certificate.ENTRIES_MAX) {
      throw new IllegalArgumentException(
          name + ": is no list of at most " + Certificate.ENTRIES_MAX + " entries");
    }
    List<T> entries = new ArrayList<>();
    member.forEach(each -> entries.add(read.apply(each)));
    return entries;
  }
}
